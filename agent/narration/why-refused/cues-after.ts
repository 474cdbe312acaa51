import { type Cue, LEVELS, RISES } from './place-cue'

/** After the figure: "<x> above expected", "<x> of saving". */
export const RIGHT: readonly Cue[] = [
  { words: /^ before\b(?! <)(?! (?:it|the|this|that|anything|any|a)\b)/i, roles: ['expected', 'before'] },
  { words: /^ (?:right |just )?now\b/i, roles: [...LEVELS, ...RISES, 'projected', 'saving', 'realized'] },
  { words: /^ (?:more |extra |higher )?would (?:be|have been|come|fall)\b(?! saved)/i, roles: ['projected', 'expected', 'saving', 'stake'] },
  { words: /^ off the bill\b/i, roles: ['saving', 'change'] },
  { words: /^ (?:would|could|can|may|might) be saved\b/i, roles: ['saving'] },
  { words: /^ saved\b/i, roles: ['saving', 'realized'] },
  { words: /^ on an? (?:usual|normal|typical|expected) day\b/i, roles: ['expected', 'before'] },
  { words: /^ (?:was |were |is |are |as |)(?:expected|usual|usually|normal|normally|predicted)\b/i, roles: ['expected', 'before', 'saving'] },
  {
    words:
      /^ (?:\w+ ){0,1}(?:above|over (?:the |its )?(?:what|expect\w*|usual|normal|band|baseline|level)|more|extra|higher|in excess|on top|beyond|below|up(?! to))\b/i,
    roles: RISES,
  },
  { words: /^ (?:\w+ ){0,1}(?:less|lower|cheaper|down(?! to))\b/i, roles: [...RISES, 'saving', 'realized', 'bound'] },
  { words: /^ (?:(?:is|are|was|remains?|stays?|still|has|been|of|extra|cost) ){0,3}at stake\b/i, roles: ['stake'] },
  { words: /^ (?:has been |was |were |of |in |as |the |a |would be )*(?:saved|realized|realised)\b/i, roles: ['realized'] },
  { words: /^ (?:of |in |as )(?:an? |the )?savings?\b/i, roles: ['saving', 'realized', 'bound'] },
  { words: /^ (?:of )?confidence\b|^ confident\b/i, roles: ['confidence'] },
  { words: /^ risk\b/i, roles: ['risk'] },
  { words: /^,? (?:(?:which is|as) )?(?:its|the|their) (?:highest|peak)\b/i, roles: ['peak'] },
  { words: /^ on average\b/i, roles: ['mean'] },
  { words: /^ at (?:its|the|their) (?:highest|peak)\b|^ at most\b/i, roles: ['peak', 'bound'] },
]
