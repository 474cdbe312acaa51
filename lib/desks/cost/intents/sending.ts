import type { Case } from '@/schemas/case'

type Decided = Pick<Case, 'status' | 'policy'>

/** What sending a plan brings about, as policy decided on it when it was made: it is asked again when it is sent. */
export function sendingEffect({ status, policy }: Decided): string {
  if (status === 'policy_denied')
    return 'Policy decides again on what is known now. What it lets through is sent at once, to sign, to veto or to run, as policy says then.'
  if (policy?.decision === 'delayed') return 'Opens its veto window. It runs by itself when that ends, unless somebody vetoes it.'
  if (policy?.decision === 'automatic') return 'Policy asks nobody for it: it is carried out at once.'
  return 'Asks the approvers that policy names. Nothing runs before they sign.'
}

/** What stands between a plan that is ready and its run. */
export function readyText({ policy }: Pick<Decided, 'policy'>): string {
  if (policy?.decision === 'delayed') return 'The plan is ready. Once it is sent it runs unless somebody vetoes it.'
  if (policy?.decision === 'automatic') return 'The plan is ready. Once it is sent it runs: policy asks nobody for it.'
  return 'The plan is ready. Nothing runs before it is approved.'
}
