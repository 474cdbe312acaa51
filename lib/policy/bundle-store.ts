import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cwd, env } from 'node:process'
import { digest } from '@/lib/kernel/canonical'
import { onceLoaded } from '@/lib/kernel/once-loaded'
import type { PolicyFile } from '@/schemas/policy'
import { activeBundle, findBundle } from './change-store'
import type { PolicyEngine } from './engine'
import type { PolicyBundle } from './parse-bundle'
import { tenantEngine } from './tenant-bundle'
import '@/lib/kernel/steady-wasm'

const FOLDER = join(env['COUNTERSIGN_ROOT'] ?? cwd(), 'lib/policy')
const PARTS = ['base', 'desks']
/** Engines kept parsed: the shipped one and those of tenants with policies of their own. */
const MOST_ENGINES = 64

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
const shared = globalThis as unknown as { countersign_policies?: Map<string, PolicyEngine> }
const shippedBundle = onceLoaded('policies', loadPolicyBundle)

/**
 * The engine of the shipped policies and these files of a tenant. Throws Fault `validation_failed` when they do not pass strict validation: nothing may run on
 * them.
 */
export async function engineOf(files: readonly PolicyFile[]): Promise<PolicyEngine> {
  shared.countersign_policies ??= new Map()
  const engines = shared.countersign_policies
  const key = digest(files)
  const found = engines.get(key)
  if (found !== undefined) return found
  const made = tenantEngine(await shippedBundle(), files)
  const [oldest] = engines.keys()
  if (engines.size >= MOST_ENGINES && oldest !== undefined) engines.delete(oldest)
  engines.set(key, made)
  return made
}

/** The engine of the shipped policies alone. */
export const shippedEngine = (): Promise<PolicyEngine> => engineOf([])

/** The engine of whatever policies are active in a tenant. */
export const policyEngine = async (tenant_id: string): Promise<PolicyEngine> => engineOf((await activeBundle(tenant_id))?.files ?? [])

/** The engine that has this digest, for asking a past question again; undefined when this version ships other policies than it was made with. */
export async function engineByDigest(tenant_id: string, bundle_digest: string): Promise<PolicyEngine | undefined> {
  const shipped = await shippedEngine()
  if (shipped.digest === bundle_digest) return shipped
  const stored = await findBundle(tenant_id, bundle_digest)
  if (stored === undefined || stored.shipped_digest !== shipped.digest) return undefined
  return engineOf(stored.files)
}
