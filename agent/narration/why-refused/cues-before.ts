import { type Cue, LEVELS, RISES } from './place-cue'

/** Before the figure: "expected <x>", "saves <x>". Later entries win where two end at the same word. */
export const LEFT: readonly Cue[] = [
  {
    words:
      /\b(?:anomaly|rise|increase|excess|gap|difference|change|case|amount|this|that|it)(?: at stake)?(?: (?:in|on|of|for|at|within) (?:the )?<\d+>)? (?:now |still |currently )?(?:stands?|stood|sits?|is|was|remains?|comes?|came) (?:at|to)\b/i,
    roles: [...LEVELS, ...RISES, 'projected', 'realized'],
  },
  {
    words:
      /\b(?:above|over|beyond|(?:more|higher|further) than|compared with what (?:is|was)) (?:the |its |what (?:is|was) )?(?:expected|usual|normal|expectations?)(?: (?:level|cost|band|day))?(?=:|,| by\b| at\b)/i,
    roles: RISES,
  },
  {
    words: /\b(?:costs?|costing|billed|charged|spends?|spent|spending|runs? at|ran at|stands? at|stood at|sits? at|now at|is at|was at|averaged)\b/i,
    roles: LEVELS,
    is_weak: 'verb',
  },
  {
    words:
      /\b(?:usually|normally|typically|ordinarily|regularly|previously|formerly|(?:is|was|were|are) expected to|would (?:normally|usually|typically)|used to) (?:be |stay |stand |sit |run |lie )?(?:costs?|bills?|billed|runs?|stands?|sits?|is|was|comes?|at|spends?|lies)?(?: (?:at|to|around))?(?= *$| )/i,
    roles: ['expected', 'before', 'saving', 'other'],
  },
  {
    words: /\b(?:makes up|accounts for|accounted for)\b/i,
    roles: ['share', 'change', 'stake', 'saving', 'realized', 'other'],
  },
  { words: /\bthe whole(?: bill| amount)? (?:is|was|comes? to|came to)\b/i, roles: ['total', 'after', 'actual', 'projected'] },
  {
    words:
      /\b(?:came|come|comes|amounts?|amounted|adds? up|reach(?:es|ed)?|totalled)\b(?: \w+){0,2} (?:of|to|at|in at)\b|\btotal of\b|\breach(?:es|ed)?\b|\btotals?\b|\bsum of\b/i,
    roles: [...LEVELS, 'projected', 'realized', 'share', 'stake'],
    is_weak: 'verb',
  },
  { words: /\bwould (?:cost|reach|come to|amount to|add(?: up to)?|total)\b/i, roles: ['projected', 'expected'], is_weak: 'verb' },
  {
    words:
      /\bexpected(?! sav)\b|\busual(?:ly)?\b|\bnormal(?:ly)?\b|\btypical\b|\bbaseline\b|\bused to (?:cost|run at|be(?: at)?|stand at|sit at)\b|\binstead of\b|\bpreviously\b|\bbefore\b(?= )/i,
    roles: ['expected', 'before', 'saving', 'deadline', 'onset', 'other'],
  },
  { words: /\bexpected (?:at|to be(?: worth)?|to cost|to stand at|to run at|to come to)\b/i, roles: ['expected', 'before', 'saving'] },
  { words: /\b(?:across|among|amongst)\b/i, roles: [], gap: 0 },
  { words: /\bworth\b/i, roles: ['saving', 'bound', 'stake', 'change'], gap: 2 },
  { words: /\bpredict\w*\b/i, roles: ['saving', 'bound'] },
  { words: /\b(?:saves?|would save|frees?|expected to save)\b/i, roles: ['saving', 'bound'] },
  { words: /\bsavings?\b/i, roles: ['saving', 'realized', 'bound', 'low', 'high'] },
  { words: /\b(?:saving (?:from|of) the plan|expected saving|predicted saving)\b/i, roles: ['saving', 'bound'] },
  { words: /\b(?:realized|realised|measured|saved)\b(?! over)/i, roles: ['realized'] },
  { words: /\b(?:realized|realised|measured) saving\b/i, roles: ['realized'] },
  {
    words: /\b(?:would (?:lower|reduce|cut|trim)|lowers?|reduces?|cuts?|trims?)\b(?: \w+){0,4} by\b|\b(?:lowers?|reduces?|cuts?|trims?)\b/i,
    roles: ['saving', 'bound', 'change'],
  },
  { words: /\b(?:at stake|stakes?)\b/i, roles: ['stake', 'saving', 'change'] },
  {
    words:
      /\b(?:rose|rises?|risen|grew|grows?|grown|climb(?:s|ed)?|jump(?:s|ed)?|increase[sd]?|went up|(?<!\bma[kd]es? |\badds? |\badded )\bup|higher|moved|growth|change[sd]?|difference|gap|excess|overspend|(?<!most )expensive|unexpected(?: part)?|moving|deviation)\b(?:(?: \w+){0,3} (?:by|of|is|was))?/i,
    roles: RISES,
  },
  {
    words: /\b(?:fell|falls?|fallen|drop(?:s|ped)?|decrease[sd]?|decline[sd]?|went down|down|lower|less|reduction)\b(?:(?: \w+){0,3} (?:by|of|is|was))?/i,
    roles: [...RISES, 'saving', 'realized', 'bound'],
  },
  { words: /\b(?:more|adds?|added|adding|surplus)\b/i, roles: RISES },
  { words: /\badds?\b/i, roles: [...RISES, 'projected'] },
  { words: /\b(?:costs?|runs?|stands?|is|was|bills?) (?:more|less|higher|lower|dearer|cheaper)(?: now)?:/i, roles: LEVELS },
  { words: /\b(?:more|less|higher|lower|cheaper) than\b(?: the| an?)?/i, roles: ['expected', 'before', 'mean', 'other'] },
  { words: /\b(?:extra|additional|added|excess)(?: (?:costs?|charges?|spend|spending))?\b/i, roles: [...RISES, 'projected'] },
  {
    words:
      /\b(?:above|below|beyond|exceeds?|exceeded|over|(?<!\b(?:file[sd]?|class(?:ed|es)?|classif(?:ied|ies|y)|list(?:ed|s)?|falls?|fell|puts?|book(?:ed|s)?|comes?|goes|group(?:ed|s)?|sort(?:ed|s)?|known)(?: (?:it|this|that|the case|the rise))? )under)\b(?: the| an?| its)?\b/i,
    roles: ['expected', 'before', 'mean', 'projected', 'other'],
  },
  { words: /\bfrom\b/i, roles: ['expected', 'before', 'low', 'onset', 'other'], is_weak: 'preposition' },
  {
    words: /\b(?:to|at)\b/i,
    roles: [...LEVELS, 'high', 'confidence', 'risk', 'share', 'stake', 'deadline', 'expected', 'projected', 'realized'],
    is_weak: 'preposition',
  },
  { words: /\bby\b/i, roles: [...RISES, 'saving', 'share'], is_weak: 'preposition' },
  {
    words: /\b(?:against|compared (?:with|to)|versus|relative to|where)\b/i,
    roles: ['expected', 'before', 'actual', 'after', 'stake', 'mean', 'other', 'saving'],
  },
  { words: /\b(?:waiting|while (?:it|this|that) waits|wait)\b/i, roles: ['waiting', 'saving'] },
  { words: /\bconfidence\b/i, roles: ['confidence', 'cause'], gap: 2 },
  { words: /\b(?:risks?|rated|scored)\b(?: (?:of|is|was|scored|rated|as|at))*/i, roles: ['risk'], gap: 1 },
  { words: /\b(?:average[ds]?|mean)\b/i, roles: ['mean'] },
  { words: /\b(?:expected|usual|normal|typical)(?: daily)? (?:costs?|levels?|spend|spending|bill|amount|day)\b/i, roles: ['expected', 'before'] },
  { words: /\b(?:peak(?:ed|s)?|highest|high of)\b/i, roles: ['peak', 'onset', 'other', 'high'] },
  { words: /\bshare\b/i, roles: ['share', 'change', 'total'] },
  { words: /\blow end\b/i, roles: ['low'] },
  { words: /\bhigh end\b/i, roles: ['high'] },
  { words: /\bbetween\b(?: the)?(?: actual| expected| observed)?/i, roles: ['low', 'expected', 'before', 'actual', 'after', 'other'], gap: 0 },
  { words: /\binterval\b/i, roles: ['low', 'realized'] },
]
