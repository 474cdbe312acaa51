import { isClosed } from '@/lib/cases/move'
import type { Case } from '@/schemas/case'
import type { CaseView } from '@/schemas/case-view'

/** What stands in place of a part of the page that is not there yet. */
export function pendingOf(c: Case): CaseView['pending'] {
  const pending: CaseView['pending'] = []
  const follows = (text: string): string => (isClosed(c) ? 'The case was closed before this.' : text)
  if (c.cost?.attribution === null) pending.push({ section: 'attribution', text: follows('Attribution follows once the evidence is in.') })
  if (c.cost?.triage === null) pending.push({ section: 'triage', text: follows('The rules have not run yet.') })
  if (c.plan === null) pending.push({ section: 'plan', text: follows('A plan follows triage.') })
  if (c.run === null && (c.status === 'approved' || c.status === 'executing'))
    pending.push({
      section: 'execution',
      text: 'The run is about to start: targets are checked again, a snapshot is taken, the change is tried in a dry run and then applied. Each step appears here as it happens.',
    })
  return pending
}
