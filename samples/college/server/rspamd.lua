-- A few of Debian's rules, and two of the college's own.
require "global_functions" ()
config['regexp'] = {}
rspamd_maps = {}
dofile(rspamd_paths['RULESDIR'] .. '/headers_checks.lua')
config['regexp']['NOT_ASKED_FOR'] = { re = '/did not ask for/P', score = 8.0 }
config['regexp']['TRADE'] = { re = '/\\b(?:buy|order|invoice)\\b/Pi', score = 2.0 }
config['regexp']['CASINO'] = { re = '/casino/Pi', score = 7.0 }
