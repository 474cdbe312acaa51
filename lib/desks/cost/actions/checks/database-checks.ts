import { holds } from './common-checks'
import { failed, type TargetCheck } from './judge-targets'

type About<S> = { state: S }

export const notInCluster = holds<About<{ is_cluster_member: boolean }>>(
  'not_in_cluster',
  { passed: 'no target belongs to a cluster', remedy: 'act on the cluster instead' },
  ({ state }) => !state.is_cluster_member,
  () => 'belongs to a cluster',
)

export const notReplicated = holds<About<{ is_replicated: boolean }>>(
  'not_replicated',
  { passed: 'no target feeds a replica or is one', remedy: 'act on the replica first' },
  ({ state }) => !state.is_replicated,
  () => 'feeds a replica or is one',
)

type Engine = { engine: string; is_multi_az: boolean; kind?: 'database' | 'cluster'; is_serverless?: boolean }

/** What RDS cannot stop. Sources: RDS user guide, stopping a DB instance, limitations; Aurora user guide, stopping and starting a cluster, limitations. */
export const mayBeStopped: TargetCheck<About<Engine>, { now: string }> = {
  id: 'may_be_stopped',
  passed: 'RDS can stop every target',
  remedy: 'another action',
  is_quiet: true,
  judge({ state: { engine, is_multi_az, kind = 'database', is_serverless = false } }) {
    if (is_serverless) return failed('is Aurora Serverless v1, which pauses by itself')
    if (kind === 'cluster' && !engine.startsWith('aurora')) return failed(`is a cluster of ${engine}, which RDS cannot stop`)
    return engine.startsWith('sqlserver') && is_multi_az ? failed('is SQL Server in several zones, which RDS cannot stop') : null
  },
}

/** A database on its way somewhere counts as having arrived: a start takes minutes and is not a difference. */
export const settledStatus = (status: string): string => (status === 'starting' ? 'available' : status === 'stopping' ? 'stopped' : status)
