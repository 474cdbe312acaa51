import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cwd, env } from 'node:process'
import { Fault } from '@/lib/kernel/errors'
import { makePolicyEngine, type PolicyEngine } from './engine'
import type { PolicyBundle } from './parse-bundle'

const FOLDER = join(env['COUNTERSIGN_ROOT'] ?? cwd(), 'lib/policy')
const PARTS = ['base', 'desks']

/** The policies that ship with this version, as their files hold them. */
export async function loadPolicyBundle(folder = FOLDER): Promise<PolicyBundle> {
  const names = (
    await Promise.all(PARTS.map(async (part) => (await readdir(join(folder, part))).filter((n) => n.endsWith('.cedar')).map((n) => `${part}/${n}`)))
  )
    .flat()
    .sort()
  return {
    schema: await readFile(join(folder, 'schema.cedarschema'), 'utf8'),
    files: await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') }))),
  }
}

// Next reloads modules in development; the parsed policies survive that.
const shared = globalThis as unknown as { countersign_policy?: Promise<PolicyEngine> }

/** This process's policy engine. Throws Fault `validation_failed` when the policies do not pass strict validation: nothing may run on them. */
export function policyEngine(): Promise<PolicyEngine> {
  shared.countersign_policy ??= loadPolicyBundle().then((bundle) => {
    const engine = makePolicyEngine(bundle)
    const problems = engine.validate()
    if (problems.length > 0) throw new Fault('validation_failed', `the policies are not valid: ${problems.join('; ')}`, { problems })
    return engine
  })
  return shared.countersign_policy
}
