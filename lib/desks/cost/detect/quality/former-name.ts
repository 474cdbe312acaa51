import type { Scope } from '@/schemas/evidence/cost'
import type { QualityIssue } from './quality-issue'

type Renamed = Pick<QualityIssue, 'rule' | 'scope' | 'other_name'>

/** The same scope under the name that its service had before; null where the service was not renamed. */
export function formerName(scope: Scope, defects: readonly Renamed[]): Scope | null {
  const renamed = defects.find(
    ({ rule, scope: to }) => rule === 'service_renamed' && scope.service_name !== undefined && to.service_name === scope.service_name,
  )
  return renamed?.other_name == null ? null : { ...scope, service_name: renamed.other_name }
}

/** The same scope under the name that its service has now. */
export function presentName(scope: Scope, defects: readonly Renamed[]): Scope {
  const renamed = defects.find(({ rule, other_name }) => rule === 'service_renamed' && other_name !== null && other_name === scope.service_name)
  return renamed?.scope.service_name === undefined ? scope : { ...scope, service_name: renamed.scope.service_name }
}
