import { Fault } from '@/lib/kernel/errors'
import type { PolicyFile } from '@/schemas/policy'
import { makePolicyEngine, type PolicyEngine } from './engine'
import { type PolicyBundle, parseBundle } from './parse-bundle'

/** Ids of a tenant's policies begin with this, so that nobody mistakes one for a shipped one. */
const PREFIX = 'tenant-'

/**
 * The engine of the shipped policies and a tenant's own. A tenant may only tighten, so its policies only forbid: whatever they say, nothing
 * is permitted that the shipped ones do not permit. Throws Fault `validation_failed` naming what is wrong and what would be right.
 */
export function tenantEngine(shipped: PolicyBundle, files: readonly PolicyFile[]): PolicyEngine {
  const own = files.map(({ name, text }) => ({ name: `tenant/${name}`, text }))
  const names = own.map((f) => f.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new Fault('validation_failed', `files: ${twice} is given twice`, { field: 'files' })
  for (const p of parseBundle({ schema: shipped.schema, files: own })) {
    if (p.effect === 'permit')
      throw new Fault('validation_failed', `${p.file}: ${p.policy_id} permits, and a tenant may only tighten: write it as forbid`, {
        field: 'files',
        code: 'LOOSENS',
      })
    if (!p.policy_id.startsWith(PREFIX))
      throw new Fault('validation_failed', `${p.file}: @id("${p.policy_id}") has to begin with ${PREFIX}`, { field: 'files', code: 'ID' })
  }
  const engine = makePolicyEngine({ schema: shipped.schema, files: [...shipped.files, ...own] })
  const problems = engine.validate()
  if (problems.length > 0) throw new Fault('validation_failed', `the policies are not valid: ${problems.join('; ')}`, { field: 'files', problems })
  return engine
}
