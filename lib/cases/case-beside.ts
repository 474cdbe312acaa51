import type { CaseStatus } from '@/schemas/case'
import { NOT_BEGUN } from './not-begun'

/** The open case of an incident, beside one that is closed. */
export type CaseBeside = { case_id: string; status: CaseStatus }

/** Whether it is closed when the other is rolled back: its plan was made for what that one left, and all it loses is made again when it is reopened. */
export const endsWithRollback = ({ status }: CaseBeside): boolean => NOT_BEGUN.includes(status)

// A person was called, with or without anything changed.
const CALLS_A_PERSON: readonly CaseStatus[] = ['escalated', 'error']

/** Why it does not end with the rollback of the other. */
export const whyItStays = ({ status }: CaseBeside): string =>
  CALLS_A_PERSON.includes(status) ? 'somebody has to look there' : 'its plan is carried out or was'

/** What has to be done there before the other is rolled back, where it does not end with it. */
export function firstThere({ status }: CaseBeside): string {
  if (status === 'executed' || status === 'verifying') return 'Roll it back there first'
  return CALLS_A_PERSON.includes(status) ? 'Roll it back or close it there first' : 'Stop it there or wait until it has ended'
}
