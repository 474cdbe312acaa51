import { z } from 'zod'
import { holds } from '@/lib/desks/cost/actions/checks/common-checks'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { nothingSaved } from '@/lib/desks/cost/actions/saved-share'
import { askBase, defineTargetAction, type Judged, targetBase } from '@/lib/desks/cost/actions/target-action'
import { FlaggedAnomaly } from '@/lib/desks/cost/connectors/cloud/ports/anomaly-port'
import { AnomalyAnswer } from '@/schemas/evidence/outside'
import { Day } from '@/schemas/time'

const WORDS: Record<AnomalyAnswer, string> = { YES: 'it was right', NO: 'it was wrong', PLANNED_ACTIVITY: 'the rise was planned' }

const Target = z.strictObject({
  ...targetBase,
  anomaly_id: z.string().regex(/^[\w-]{1,128}$/, 'must be the id of an anomaly'),
  start: Day,
  answer: AnomalyAnswer,
  /** What it had been told when the plan was made. */
  former: AnomalyAnswer.nullable(),
})
const Params = z.strictObject({ ...askBase, targets: z.array(Target).min(1).max(5) })
type Target = z.infer<typeof Target>
type Params = z.infer<typeof Params>
type Checked = Judged<Target, FlaggedAnomaly, Params>

/** Tells the provider's own anomaly detection what triage found, so that it learns. A first answer stays: AWS has no way to take one back. */
export const submitAdFeedback = defineTargetAction<Params, Target, FlaggedAnomaly>({
  id: 'submit_ad_feedback',
  version: 1,
  accompanies: true,
  target_kind: 'anomaly',
  reversibility: 'R0',
  base_risk: 2,
  touches: 'no_data',
  permissions: ['ce:GetAnomalies', 'ce:ProvideAnomalyFeedback'],
  health_signals: [],
  reversible_for: '90 days where there was an answer before; a first answer stays and can only be replaced',
  reversible_hours: 24 * 90, // as long as the service keeps an anomaly
  compared: ['answer'],
  dry_run: 'simulated',
  params: Params,
  state: FlaggedAnomaly,
  title: (p) => `Tell the detection of Cost Explorer about ${p.targets.map((t) => `${t.label}: ${WORDS[t.answer]}`).join(', ')}`,
  bounds: [{ param: 'targets.answer', min: null, max: null, options: AnomalyAnswer.options, rule: 'what the service takes' }],
  change: (t) => `the answer becomes “${WORDS[t.answer]}”`,
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: [
    'Give the answer of the snapshot again',
    'Where there was none before, the answer stays: the service has no way to take a first one back, and a person may replace it',
  ],
  savings: (p) => nothingSaved(p.currency, 'an answer saves nothing by itself'),
  async read(port, place, targets) {
    const since = targets.map((t) => ('start' in t ? t.start : '')).sort()[0] ?? ''
    const found = await port.flaggedAnomalies(
      place,
      since,
      targets.map((t) => t.anomaly_id),
    )
    return new Map(found.flatMap((a) => targets.filter((t) => t.anomaly_id === a.anomaly_id).map((t) => [t.arn, a] as const)))
  },
  checks: [
    holds<Checked>(
      'answered_by_nobody_since',
      { passed: 'nobody has answered since the plan was made', remedy: 'make the plan again' },
      ({ state, target }) => state.answer === target.former,
      ({ state }) => `it was told since: ${state.answer === null ? 'nothing' : WORDS[state.answer]}`,
    ),
    holds<Checked>(
      'says_something_new',
      { passed: 'no anomaly has this answer already', remedy: 'none: it is said' },
      ({ state, target }) => state.answer !== target.answer,
      ({ target }) => `it was told already: ${WORDS[target.answer]}`,
    ),
  ],
  // A first answer is not compared: a rollback cannot take it back, and the plan says so.
  move: settlesAtOnce,
  fields: ({ answer }, { former }) => (former === null ? {} : { answer }),
  apply: (port, p, t) => [{ name: 'answer', make: (m) => port.answerAnomaly(p, t.anomaly_id, t.start, t.answer, m) }],
  isInPlace: (after, t) => after?.answer === t.answer,
  undo: (port, place, before) => {
    const { answer } = before
    return answer === null ? [] : [{ name: 'answer', make: (m) => port.answerAnomaly(place, before.anomaly_id, before.start, answer, m) }]
  },
})
