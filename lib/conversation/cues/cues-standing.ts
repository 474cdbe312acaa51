import type { CueRow } from './cue-row'

/** Cues of how things stand: what was decided, what came and went, what is still possible, what all of it comes to. */
export const STANDING_CUES: readonly CueRow[] = [
  [
    'list_approvals',
    1.4,
    [
      '(what|which <group>|which|anything|everything|who) .3 (signed|signed off|approved|cleared|okayed) <period>',
      '(got|been|was|were) .1 (turned down|{deny}) .. <period>',
      '{decision} .. {approve} .2 <period>',
      '{approve} {decision} .3 <period>',
      '{decision} .2 (taken|made|reached) .. <period>',
    ],
  ],
  [
    'drift_between',
    1.4,
    [
      '(new|appeared|added|came|arrived|there) (and|or) .1 (gone|went|removed|disappeared|vanished|missing|left)',
      '(gone|went|removed|disappeared|vanished) (and|or) .1 (new|appeared|added|came|arrived)',
    ],
  ],
  [
    'plan_alternatives',
    1.4,
    [
      '(less|lower|smaller|fewer) (risk|risky|risks|dangerous|invasive|disruptive|intrusive|radical)',
      '(anything|something|nothing|option|way|what|one) .1 (safer|gentler|milder|softer)',
    ],
  ],
  ['audit_search', 1.4, ['(full|complete|whole|entire) history (of|for|on|behind) .1 (<case>|<scope>)( case)?( <period>)?$']],
  [
    'similar_cases',
    1.4,
    ['(happened|happen|occurred|hit) .1 (to )?(us|me) .1 (before|previously|earlier|already)', '(sort|kind|type) of (thing|problem|issue|event) .. before'],
  ],
  [
    'breakdown',
    1.2,
    [
      '^(what|how much) (is|are|does|do) .1 (<scope>|<env>|<group>) .2 (burning|burn|spending|costing|eating)( up)?( (now|at moment|right now|at present|today))?$',
    ],
  ],
  [
    'timeseries',
    1.4,
    ['(1|one|single|separate|own) (line|curve|series|graph|trace) .1 (for|per|by) .1 (each|every|<group>|<scope>)', '(line|curve|series) (each|per <group>)'],
  ],
  ['rollback_options', 1.2, ['(which|what|any|list|show) .1 {undo} .3 (possible|available|open|left|do|doable|still)']],
  [
    'verification_status',
    1.2,
    [
      'how far .3 {verify}',
      '(how|where|state|status) .3 {verify} .3 (going|stand|stands|doing|progress|across|all|everything|overall)',
      '{verify} .2 (across|of|for|over) .1 (all|every|everything)',
    ],
  ],
  ['breakdown', 1.2, ['<group> .. ({least} (first|up|on top)|from ({least}|cheap|low|small) to ({most}|expensive|high|large|big))']],
  ['savings_summary', 1.4, ['(verified|proven|confirmed) {save} .. <period>']],
  [
    'drift_between',
    1.4,
    [
      '(what|which|anything) .. (have|run|exists|exist|is there) .. <scope> (that|which) .. (<scope>|missing|lacks)',
      '(what|which|anything) .. (showed|shown|show|turned|popped) up .. not there <period>',
    ],
  ],
  ['owner_load', 1.4, ['(what|how much) .2 <person> .3 (look|looking|looks) after']],
  ['audit_search', 1.4, ['^(did|was|were|has|have|which|what) .. (data|file|files|billing|bill) .2 (imported|imports|import|uploaded)']],
  ['held_back', 1.4, ['(notice|noticed|see|saw|seen|find|found|detect|detected) .. (without opening|not open|no) .1 {anomaly}']],
  ['why_category', 1.4, ['(how come|why) (<scope>|<case>) .1 (counts|count|counted|is counted|treated|handled) as (<charge>|<category>|data transfer)']],
  ['plan_show', 1.4, ['what .1 (would|will) .1 change (if|when|once) .1 (<scope>|<case>|plan) .. (ahead|runs|run|through|executed|approved)']],
  ['gate_explain', 1.4, ['why .1 cannot .. {plan} .. (run|go|start|execute|proceed|happen) .. (without|automatically|by itself|alone)']],
  ['health_now', 1.4, ['(anything|something|what|everything|all) .1 (unhealthy|healthy) .2']],
  [
    'list_anomalies',
    1.4,
    ['{anomaly} .2 (began|started|opened|raised) <period> .. (closed|resolved|settled|open)', '{odd} (cost|costs|spend|spending)? ?{rise}'],
  ],
  [
    'breakdown',
    1.2,
    [
      '(bought|purchased|ordered) (through|on|via|from) .1 <charge>',
      '(<scope>|<env>) .3 how much .1 <period>$',
      '^(is|are|was|were) (<scope>|<env>) .2 (bigger|larger|smaller|cheaper|dearer|costlier|pricier|higher|lower|expensive) than (<scope>|<env>)',
    ],
  ],
  ['compare_periods', 1.2, ['how well .. <measure> (cover|covers)']],
  [
    'top_movers',
    1.4,
    [
      '^did (<scope>|<env>) (get|become) .1 (cheaper|dearer|costlier|expensive|pricier|bigger|smaller)',
      '^did <scope> or <scope> (get|become) .1 (cheaper|dearer|costlier|expensive|pricier|bigger|smaller)',
    ],
  ],
  ['savings_summary', 1.4, ['how much .. {save} <period> .. verified']],
  ['explain_case', 1.4, ['^(did|has|have|is|was) (<scope>|<case>) .2 (get|got|been) .1 (closed|resolved|solved|settled|fixed|sorted|finished)']],
  ['owner_load', 1.2, ['who .1 has {most} .1 on (their|his|her) (desk|plate|hands)']],
  ['evidence_for', 1.4, ['how do (we|you|i) know .2 (<scope>|<case>) .1 (figures|figure|numbers|number|data) .. (right|true|correct|real|accurate)']],
  ['audit_search', 1.4, ['(entries|events|records) (on|about|for|of) .1 (policy|policies|settings|thresholds|imports|approvals|rollbacks|executions|logins)']],
  // What a question of two halves ends with is what it asks for.
  ['line_items', 1.4, ['(<scope>|<env>|<period>) (line items|bill lines|invoice lines)$']],
  ['why_up', 1.2, ['what .1 (pushed|drove|brought|sent|dragged|pulled|took|pushes|drives) .3 (up|higher)']],
  [
    'verification_status',
    1.6,
    [
      '{save} .. <case> .2 (verified|confirmed|proven|measured)',
      'what (does|did) verification .1 (say|show|tell)',
      '^(did|has|have|is) .1 {cost} .1 ({fall}|gone|come) .. (after|since) .. <scope> (run|plan|fix|change|shutdown|schedule)',
    ],
  ],
  ['savings_summary', 1.6, ['^(did|have|has|do) (our|all|these|those) (plans|actions|fixes|changes|measures) .. {save}']],
  ['help', 1.4, ['what (kind|kinds|sort|sorts) of (things|questions|answers) (can|could|may) (you|i|we) .1 (tell|show|ask|do|answer|see|get)']],
  [
    'gate_explain',
    1.6,
    [
      '(on|under|for) (what|which) (grounds|ground|reason|basis) .. (require|requires|need|needs) .. {approve}',
      '^why (cannot|can) .. be .1 (executed|run|applied|carried out|started|signed)',
    ],
  ],
  ['owner_load', 1.2, ['(which|what) <group> .3 (most|least|fewest|heaviest) .1 (work|tasks|items|to-dos)$']],
  [
    'plan_alternatives',
    1.6,
    ['(other|another|different) .1 (remediation|remediations|remedies|measures|actions|fixes) .. (considered|possible|looked|weighed|thinkable|there)'],
  ],
  [
    'why_category',
    1.6,
    [
      '(stated|given|recorded|official)? (reason|reasons|grounds|basis|justification) .1 (for|of|behind) .1 (classifying|calling|labelling|labeling|categorising|categorizing|filing|naming|treating|sorting) .. (<case>|<category>|it|this|that)',
    ],
  ],
  ['list_anomalies', 1.2, ['{anomaly} .1 (caused|triggered|driven) by .1 <category>']],
  [
    'top_movers',
    1.2,
    [
      '^(has|have|did) .1 (<scope>|<env>|{cost}) .1 (come|came|gone|go) (up|down) .1 <period>',
      '^(did|has|have|is|are) <group> .1 (go|gone|come|going|coming) {updown}',
    ],
  ],
]
