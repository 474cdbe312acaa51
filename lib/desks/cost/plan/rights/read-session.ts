import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { readPolicy } from './role-policy'

/**
 * The session of whoever only looks: detection, triage, verification and the connectors. Whatever the role may do, its credentials can change nothing there.
 */
export const READ_SESSION = {
  name: 'countersign-read',
  may: 'read' as const,
  policyOf: (): string => JSON.stringify(readPolicy(Object.values(COST_ACTIONS))),
}
