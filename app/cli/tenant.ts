import { getCase } from '@/lib/cases/store'
import { listTenants } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { currentManifests } from '@/lib/warehouse/versions/manifest-store'
import type { Tenant } from '@/schemas/tenant'

/** As a command line gives it: `--tenant`, and whether a machine reads the answer. */
type Given = { tenant?: string | undefined; json?: boolean }
type Known = Pick<Tenant, 'tenant_id' | 'name' | 'is_demonstration'>

/** The tenant that a command looks at: the one named, else your own that holds a bill, else the demonstration. Throws where the choice is not clear. */
export async function tenantFor(given: Given): Promise<string> {
  const tenants = await listTenants()
  const has_bill = await Promise.all(tenants.map(async (t) => !t.is_demonstration && (await currentManifests(t.tenant_id)).length > 0))
  return told(
    given,
    chosen(
      given.tenant,
      tenants,
      tenants.filter((_, i) => has_bill[i]),
    ),
    tenants,
  )
}

/** The tenant that a bill is imported into: the one named, else your own, else the demonstration. Throws where the choice is not clear. */
export async function tenantForImport(given: Given): Promise<string> {
  const tenants = await listTenants()
  return told(
    given,
    chosen(
      given.tenant,
      tenants,
      tenants.filter((t) => !t.is_demonstration),
    ),
    tenants,
  )
}

/** The tenant that has a case: its id is in no other. Throws Fault `not_found`. */
export async function tenantOfCase({ tenant: wanted }: Given, case_id: string): Promise<string> {
  const tenants = await listTenants()
  if (wanted !== undefined || tenants.length === 1) return chosen(wanted, tenants, []).tenant_id
  for (const { tenant_id } of tenants) if (await hasCase(tenant_id, case_id)) return tenant_id
  throw new Fault('not_found', `there is no case ${case_id} in any tenant here: countersign cases lists them`, { case_id })
}

/** `own` are the tenants that come before the demonstration. */
export function chosen<T extends Known>(wanted: string | undefined, tenants: readonly T[], own: readonly T[]): T {
  if (tenants.length === 0) throw nothingHere(wanted)
  if (wanted !== undefined) {
    const named = tenants.filter((t) => t.name.toLowerCase() === wanted.toLowerCase())
    const [found, ...others] = tenants.some((t) => t.tenant_id === wanted) ? tenants.filter((t) => t.tenant_id === wanted) : named
    if (found === undefined) throw new Fault('not_found', `there is no tenant "${wanted}"; --tenant takes one of: ${idsOf(tenants, ', ')}`)
    if (others.length > 0) throw new Fault('conflict', `several tenants are called "${wanted}": say which, --tenant ${idsOf(named, '|')}`)
    return found
  }
  const likely = likelyOf(tenants, own)
  const [only, ...others] = likely
  if (only !== undefined && others.length === 0) return only
  throw new Fault('not_found', `say which tenant: --tenant ${idsOf(likely.length === 0 ? tenants : likely, '|')}`)
}

function likelyOf<T extends Known>(tenants: readonly T[], own: readonly T[]): readonly T[] {
  if (tenants.length === 1) return tenants
  return own.length > 0 ? own : tenants.filter((t) => t.is_demonstration)
}

/** Tenants are made by the first start: before it there is none to name. */
const nothingHere = (wanted: string | undefined): Fault =>
  new Fault(
    'not_found',
    wanted === undefined
      ? 'there is nothing here yet: run `npm start` once'
      : `there is no tenant "${wanted}", nor any other, because nothing was started here yet: run \`npm start\` once, which makes them, then this again`,
  )

const idsOf = (tenants: readonly Known[], between: string): string => tenants.map((t) => t.tenant_id).join(between)

/** Where nobody named one of several, people are told which it is; what a machine reads stays as it is. */
function told({ tenant, json = false }: Given, { tenant_id, name, is_demonstration }: Known, tenants: readonly Known[]): string {
  const others = tenants.filter((t) => t.tenant_id !== tenant_id)
  if (tenant === undefined && !json && others.length > 0)
    process.stderr.write(`In ${name} (${tenant_id})${is_demonstration ? ', the demonstration' : ''}; --tenant takes another: ${idsOf(others, ', ')}.\n`)
  return tenant_id
}

const hasCase = (tenant_id: string, case_id: string): Promise<boolean> =>
  getCase(tenant_id, case_id).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Fault && error.code === 'not_found') return false
      throw error
    },
  )
