import type { Tx } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { knownRows, ROW_VERSION } from '@/lib/db/known-rows'
import { keptRows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { toInstant } from '@/lib/kernel/time'
import type { Currency } from '@/schemas/money'
import { Tenant, TenantSettings } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'

type Row = Omit<Tenant, 'clock_offset_ms' | 'settings'> & { clock_offset_ms: string; settings: unknown }

const COLUMNS = 'tenant_id, name, currency, time_zone, is_demonstration, clock_offset_ms, settings'
const read = (row: Row): Tenant => Tenant.parse({ ...row, clock_offset_ms: Number(row.clock_offset_ms) })
const unknownId = (tenant_id: string): Fault => new Fault('not_found', `there is no tenant ${tenant_id}`, { tenant_id })

// Every step asks for the settings as they are at its moment, and they hardly ever change.
const known = knownRows<Row & { version: string }, Tenant>(64, ({ version: _, ...row }) => read(row))
const ONE = `select ${COLUMNS}, ${ROW_VERSION} as version from tenant where tenant_id = $1`

/** Throws Fault `not_found`. */
export async function getTenant(tenant_id: string): Promise<Tenant> {
  const found = await known.read(tenant_id, async () => (await keptRows<Row & { version: string }>(ONE, [tenant_id]))[0])
  if (found === undefined) throw unknownId(tenant_id)
  return found
}

/** The same row, locked until the transaction ends, for a change that depends on it. */
export async function lockTenant(tx: Tx, tenant_id: string): Promise<Tenant> {
  const [row] = await tx.query<Row>(`select ${COLUMNS} from tenant where tenant_id = $1 for update`, [tenant_id])
  if (row === undefined) throw unknownId(tenant_id)
  return read(row)
}

export async function listTenants(): Promise<Tenant[]> {
  return (await everyTenant<Row>(`select ${COLUMNS} from tenant order by created_at, tenant_id`)).map(read)
}

/** What the tenant's clock shows: the system clock, moved by the tenant's offset. Every deadline and every usage day is read against it. */
export async function tenantNow(tenant_id: string): Promise<Instant> {
  const [row] = await keptRows<{ clock_offset_ms: string }>('select clock_offset_ms from tenant where tenant_id = $1', [tenant_id])
  if (row === undefined) throw unknownId(tenant_id)
  return clockOf(Number(row.clock_offset_ms))
}

/** The clock of a tenant that is at hand. */
export const clockOf = (clock_offset_ms: number): Instant => toInstant(Date.now() + clock_offset_ms)

export async function insertTenant(tx: Tx, tenant: Tenant): Promise<void> {
  const t = Tenant.parse(tenant)
  await tx.query('insert into tenant (tenant_id, name, currency, time_zone, is_demonstration, clock_offset_ms, settings) values ($1, $2, $3, $4, $5, $6, $7)', [
    t.tenant_id,
    t.name,
    t.currency,
    t.time_zone,
    t.is_demonstration,
    t.clock_offset_ms,
    JSON.stringify(t.settings),
  ])
}

/** Moves the tenant's clock by `by_ms` and returns what it shows then. Whether that is allowed has been decided before. */
export async function moveClock(tx: Tx, tenant_id: string, by_ms: number): Promise<Instant> {
  const [row] = await tx.query<{ clock_offset_ms: string }>(
    'update tenant set clock_offset_ms = clock_offset_ms + $2 where tenant_id = $1 returning clock_offset_ms',
    [tenant_id, by_ms],
  )
  if (row === undefined) throw unknownId(tenant_id)
  return clockOf(Number(row.clock_offset_ms))
}

export async function saveTimeZone(tx: Tx, tenant_id: string, time_zone: string): Promise<void> {
  await tx.query('update tenant set time_zone = $2 where tenant_id = $1', [tenant_id, time_zone])
}

/** The currency of a tenant is that of its bill: nothing is ever converted. */
export async function saveCurrency(tx: Tx, tenant_id: string, currency: Currency): Promise<void> {
  await tx.query('update tenant set currency = $2 where tenant_id = $1 and currency <> $2', [tenant_id, currency])
}

/** Settings that could not be read again are never written: every page, every command and the sweep of every tenant read them. */
export async function saveSettings(tx: Tx, tenant_id: string, settings: TenantSettings): Promise<void> {
  await tx.query('update tenant set settings = $2 where tenant_id = $1', [tenant_id, JSON.stringify(TenantSettings.parse(settings))])
}
