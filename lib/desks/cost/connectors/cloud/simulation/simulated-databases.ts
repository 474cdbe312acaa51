import { Database, type DatabasePort } from '../ports/database-port'
import type { Simulator } from './simulator'

export const simulatedDatabases = (sim: Simulator): DatabasePort => {
  const databases = async (ids: readonly string[]) => (await sim.all('database', Database)).filter((d) => ids.includes(d.db_instance_id))
  const power =
    (api: string, from: string, to: string): DatabasePort['stopDatabase'] =>
    async (_place, id, m) => {
      const [d] = await databases([id])
      return sim.put(api, 'database', d?.arn ?? id, m, () =>
        d?.status === to
          ? { noop: `it is ${to}` }
          : d?.status !== from
            ? { refused: `InvalidDBInstanceState: it is ${d?.status}` }
            : { state: { ...d, status: to } },
      )
    }
  return {
    databases: (_place, ids) => databases(ids),
    stopDatabase: power('rds:StopDBInstance', 'available', 'stopped'),
    startDatabase: power('rds:StartDBInstance', 'stopped', 'available'),
    async resizeDatabase(_place, id, instance_class, at_once, m) {
      const [d] = await databases([id])
      return sim.put('rds:ModifyDBInstance', 'database', d?.arn ?? id, m, () => {
        const wanted = at_once ? { instance_class, pending_class: null } : { pending_class: instance_class === d?.instance_class ? null : instance_class }
        const is_so = d !== undefined && Object.entries(wanted).every(([key, value]) => d[key as keyof Database] === value)
        return is_so ? { noop: 'it is so already' } : { state: { ...d, ...wanted } }
      })
    },
  }
}
