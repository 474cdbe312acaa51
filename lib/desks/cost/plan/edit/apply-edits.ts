import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { Fault } from '@/lib/kernel/errors'
import type { RejectedCandidate } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { PlanEdits } from '@/schemas/evidence/plan-edits'
import { editParams } from './edit-params'

type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }

/** Candidates with what people changed in them, the earliest change first. A change that is no longer allowed is left out and told. */
export function applyEdits(found: Found, evidence: readonly Evidence[]): Found {
  const edits = evidence
    .filter((e) => e.kind === 'plan.edits')
    .sort((a, b) => (a.source.retrieved_at < b.source.retrieved_at ? -1 : a.source.retrieved_at > b.source.retrieved_at ? 1 : 0))
    .map((e) => PlanEdits.parse(e.body))
  const rejected = [...found.rejected]
  const withParams = (candidate: Candidate): Candidate =>
    edits
      .filter((e) => e.is_dropped === undefined && isAbout(e, candidate))
      .reduce((c, { params }) => {
        try {
          return edited(c, params)
        } catch (error) {
          if (!(error instanceof Fault)) throw error
          rejected.push({ template: c.template, target: `the edited ${Object.keys(params).join(', ')}`, because: error.message, would_allow: 'another value' })
          return c
        }
      }, candidate)
  const candidates = found.candidates.flatMap((candidate) => {
    const drop = edits.find((e) => e.is_dropped === true && isAbout(e, candidate) && namesTargetOf(e, candidate))
    if (drop === undefined) return [withParams(candidate)]
    const target = candidate.params.targets.map((t) => t.label).join(', ')
    rejected.push({
      template: candidate.template,
      target,
      because: `a person left it out: ${drop.because ?? 'not known: no reason was kept'}`,
      would_allow: 'a new look at the case on newer days of the bill',
    })
    return []
  })
  return { candidates, rejected }
}

/** Two actions of one template in one place are told apart by what they change. */
const namesTargetOf = ({ targets = [] }: PlanEdits, { params }: Candidate): boolean => params.targets.some((t) => targets.includes(t.arn))

const isAbout = (e: PlanEdits, { template, params }: Candidate): boolean =>
  e.template === template && e.account_id === params['account_id'] && e.region_id === params['region_id'] && e.environment === params['environment']

/** Bounds are those of the template for what is proposed now; its schema has the last word. */
function edited(c: Candidate, edits: PlanEdits['params']): Candidate {
  const template = COST_ACTIONS[c.template]
  if (template === undefined) return c
  const params = editParams(template.bind(c.params).bounds, c.params, edits)
  template.bind(params)
  return { ...c, params: params as Candidate['params'] } // safe: the template has parsed them
}
