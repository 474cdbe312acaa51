import { Fault } from '@/lib/kernel/errors'
import type { Place } from '../call'
import { type AwsConnection, accountOf } from './aws-clients'

/** The role that starts and stops on schedule. Throws Fault `provider_down` where none is configured. */
export function schedulerRole(connection: AwsConnection, place: Place): string {
  const role = accountOf(connection, place.account_id).scheduler_role_arn
  if (role === null)
    throw new Fault('provider_down', `schedules are not configured in account ${place.account_id}: add the role for EventBridge Scheduler`, {
      capability: 'schedules',
    })
  return role
}
