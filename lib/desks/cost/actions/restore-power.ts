import type { Place } from '../connectors/cloud/call'
import type { CloudPort } from '../connectors/cloud/port'
import { type InstanceSnapshot, settledState } from './instance-targets'
import type { Call } from './perform-calls'

/** Puts an instance back into the power state that the snapshot shows. */
export function restorePower(port: CloudPort, place: Place, i: InstanceSnapshot['instances'][number], key: string): Call {
  const m = { dry_run: false, idempotency_key: `${key}:${i.instance_id}:power` }
  return {
    target: i.arn,
    label: i.label,
    make: () => (settledState(i.state) === 'running' ? port.startInstance(place, i.instance_id, m) : port.stopInstance(place, i.instance_id, m)),
  }
}
