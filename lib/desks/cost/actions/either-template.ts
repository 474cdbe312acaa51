import type { Template } from '@/lib/execution/template'
import type { CloudPort } from '../connectors/cloud/port'

const joined = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]

/**
 * One template of the catalogue over two recipes: what it may do, how it is tried and how it is undone depends on what it acts on. An action has the facts of its
 * own recipe; the template those of both.
 */
export const eitherTemplate = (first: Template<CloudPort>, second: Template<CloudPort>, isSecond: (arn: string) => boolean): Template<CloudPort> => ({
  ...first,
  permissions: joined(first.permissions, second.permissions),
  health_signals: joined(first.health_signals, second.health_signals),
  expected_fields: joined(first.expected_fields, second.expected_fields),
  // Targets of both at once are refused by either schema.
  bind: (params) => (arnsIn(params).some(isSecond) ? second : first).bind(params),
})

function arnsIn(params: unknown): string[] {
  const targets = typeof params === 'object' && params !== null && 'targets' in params ? params.targets : []
  return Array.isArray(targets) ? targets.flatMap((t: unknown) => (typeof t === 'object' && t !== null && 'arn' in t ? String(t.arn) : [])) : []
}
