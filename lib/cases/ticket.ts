import type { Case } from '@/schemas/case'
import { namedCase } from './rest-of-plan'

/** The built-in ticket of a case. Messages and tickets are effects of a case, not actions: there is nothing to roll back. One case, one key. */
export const openTicket = (c: Case): NonNullable<Case['ticket']> => ({
  key: `CS-${c.case_id.replace('case_', '').slice(0, 6).toUpperCase()}`,
  url: null,
  title: namedCase(c),
})
