"""A chart of recall against false alarms, as SVG."""
import html
import math

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 60, 28, 220, 46
DECADES = (-1, 4)  # 0.1 to 10,000 false alarms per 100,000 account-days


def x_of(rate):
    low, high = DECADES
    at = min(math.log10(max(rate, 10 ** low)), high)
    return LEFT + (at - low) / (high - low) * (WIDTH - LEFT - RIGHT)


def y_of(share):
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)


def text(x, y, said, anchor="middle", size=12):
    return '<text x="%.1f" y="%.1f" font-size="%d" text-anchor="%s">%s</text>' % (
        x, y, size, anchor, html.escape(said))


def line(x1, y1, x2, y2, colour="#ddd"):
    return '<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s"/>' % (x1, y1, x2, y2, colour)


def axes():
    parts = [text(LEFT, TOP - 10, "attacks whose account was found", "start"),
             text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8,
                  "false alarms per 100,000 account-days (left edge: 0.1 or less)")]
    for decade in range(DECADES[0], DECADES[1] + 1):
        x = x_of(10 ** decade)
        parts += [line(x, TOP, x, HEIGHT - BOTTOM),
                  text(x, HEIGHT - BOTTOM + 16, "%g" % 10 ** decade)]
    for percent in range(0, 101, 20):
        y = y_of(percent / 100)
        parts += [line(LEFT, y, WIDTH - RIGHT, y), text(LEFT - 8, y + 4, "%d %%" % percent, "end")]
    return parts


def draw(points):
    """points: (name, recall, false alarms per 100,000, is it ours)."""
    parts, last = axes(), 0
    for name, recall, rate, is_ours in sorted(points, key=lambda p: (-p[1], p[0])):
        x, y = x_of(rate), y_of(recall)
        colour = "#b00020" if is_ours else "#445566"
        last = max(y + 4, last + 15)
        parts += ['<circle cx="%.1f" cy="%.1f" r="%d" fill="%s"/>' % (
                      x, y, 7 if is_ours else 5, colour),
                  line(x, y, WIDTH - RIGHT + 8, last - 4, colour),
                  text(WIDTH - RIGHT + 12, last, "%s: %.0f %%, %.1f" % (name, 100 * recall, rate),
                       "start", 11)]
    return ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif">'
            '<rect width="%d" height="%d" fill="#ffffff"/>\n%s\n</svg>\n' % (
                WIDTH, HEIGHT, WIDTH, HEIGHT, "\n".join(parts)))
