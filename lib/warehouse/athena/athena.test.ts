import { AthenaClient } from '@aws-sdk/client-athena'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { awsJsonServer, type WireAnswer } from '@/e2e/scripts/aws-json-server'
import { configure, readConfig } from '@/lib/kernel/config'
import { warehouseOf } from '@/lib/warehouse/warehouse'
import type { BillManifest } from '@/schemas/bill'
import { NO_MENDS } from '@/schemas/bill-mends'
import { athenaBillFiles } from './athena-bill-files'
import { toAthena } from './dialect'
import { ddl, fromImports } from './tables'

const TABLES = { database: 'countersign', bucket: 'northlight-bills', prefix: 'warehouse/' }
const manifest = (billing_month: string, import_id: string): BillManifest => ({
  tenant_id: 'tn_a',
  source: 'cur',
  billing_month,
  data_version: 1,
  path: `tn_a/cur/${billing_month}/${import_id}`,
  row_count: 10,
  billed_cost: '1',
  effective_cost: '1',
  currency: 'USD',
  first_day: `${billing_month}-01`,
  last_day: `${billing_month}-28`,
  content_digest: 'x',
  import_id,
  imported_at: '2026-11-19T00:00:00.000Z',
})
const MANIFESTS = [manifest('2026-10', 'im_10'), manifest('2026-11', 'im_11')]

describe("a query in Athena's words", () => {
  it('groups by position, because Athena knows neither all nor the names of this select', () => {
    expect(
      toAthena('select ChargePeriodStart::varchar as day, sum(EffectiveCost)::varchar as cost from (bill) where x = $x group by day', { x: "it's" }),
    ).toEqual({
      sql: 'select cast(ChargePeriodStart as varchar) as day, cast(sum(EffectiveCost) as varchar) as cost from (bill) where x = ? group by 1',
      parameters: ["'it''s'"],
    })
    expect(toAthena('select a, max(b) as b, c from (bill) group by all', {}).sql).toBe('select a, max(b) as b, c from (bill) group by 1, 3')
    expect(toAthena("select a, string_agg(b::varchar, ',' order by day) as b from (bill) group by all", {}).sql).toBe(
      "select a, array_join(array_agg(cast(b as varchar) order by day), ',') as b from (bill) group by 1",
    )
  })

  it('takes lists as arrays of parameters, and nothing from outside into the text', () => {
    const { sql, parameters } = toAthena('select 1 from (bill) where list_contains($names, x_Series) and n < $most', {
      names: ["run') or true --", 'tax'],
      most: 5,
    })
    expect(sql).toBe('select 1 from (bill) where contains(array[?, ?], x_Series) and n < ?')
    expect(parameters).toEqual(["'run'') or true --'", "'tax'", '5'])
  })
})

describe('the tables', () => {
  it('are made over the layout of the warehouse, with its own columns', () => {
    const folders = ['tenant_id', 'source', 'billing_month', 'import_id'].map((name) => `\${${name}}`).join('/')
    expect(ddl(TABLES, 'daily')).toContain(`'storage.location.template' = 's3://northlight-bills/warehouse/${folders}/daily/'`)
    expect(ddl(TABLES, 'lines')).toContain('`EffectiveCost` decimal(38, 10)')
    expect(ddl(TABLES, 'lines')).toContain('`ChargePeriodStart` date')
  })

  it('are asked for the imports of the pinned bill and no others', () =>
    expect(fromImports(TABLES, 'daily', MANIFESTS)).toBe(
      "(select * from countersign.countersign_daily where tenant_id in ('tn_a') and source in ('cur') and billing_month in ('2026-10', '2026-11') and import_id in ('im_10', 'im_11'))",
    ))

  it('take no name that does not belong into a statement', () => {
    expect(() => ddl({ ...TABLES, database: 'x; drop' }, 'daily')).toThrow('database')
    expect(() => ddl({ ...TABLES, bucket: "b'" }, 'daily')).toThrow('bucket')
    expect(() => ddl({ ...TABLES, prefix: '../' }, 'daily')).toThrow('prefix')
    expect(() => ddl({ ...TABLES, prefix: "a'/" }, 'daily')).toThrow('prefix')
  })
})

describe('Athena over its own protocol', () => {
  let server: Awaited<ReturnType<typeof awsJsonServer>>
  let states: string[] = []
  let scanned = 1_000
  let trouble: Record<string, WireAnswer> = {}
  const row = (...values: (string | null)[]) => ({ Data: values.map((v) => (v === null ? {} : { VarCharValue: v })) })
  const said: Record<string, (body: Record<string, unknown>, n: number) => WireAnswer> = {
    StartQueryExecution: () => ({ body: { QueryExecutionId: 'q-1' } }),
    GetQueryExecution: (_, n) => ({
      body: { QueryExecution: { Status: { State: states[n - 1] ?? 'SUCCEEDED', StateChangeReason: 'SYNTAX' }, Statistics: { DataScannedInBytes: scanned } } },
    }),
    GetQueryResults: (body) =>
      body['NextToken'] === undefined
        ? { body: { ResultSet: { Rows: [row('day', 'cost'), row('2026-11-01', '12.5')] }, NextToken: 'p2' } }
        : { body: { ResultSet: { Rows: [row('2026-11-02', null)] } } },
    StopQueryExecution: () => ({ body: {} }),
  }
  beforeAll(async () => {
    server = await awsJsonServer(
      '210000000001',
      ({ operation, body }, n) => trouble[operation] ?? said[operation]?.(body, n) ?? { status: 400, code: 'InvalidRequestException' },
    )
  })
  afterAll(() => server.close())
  beforeEach(() => {
    server.asked.length = 0
    states = []
    scanned = 1_000
    trouble = {}
  })

  const waits: number[] = []
  const files = () => {
    const client = new AthenaClient({
      region: 'eu-west-1',
      endpoint: server.endpoint,
      credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' },
      maxAttempts: 1,
    })
    const wait = async (ms: number) => void waits.push(ms)
    const source = { client, work_group: 'countersign', database: 'countersign', most_bytes: 1e9, wait, tables: TABLES }
    return athenaBillFiles(source, MANIFESTS, '2026-11-19T09:00:00.000Z')
  }
  const ask = () => files().daily((from) => `select day, cost from ${from} where day = $day`, { day: '2026-11-01' })
  const operations = () => server.asked.map((a) => a.operation)

  it('is asked what a case asks once the operator has configured it, and the files here are not', async () => {
    const athena = readConfig(
      { COUNTERSIGN_ATHENA: '{"region_id":"eu-west-1","work_group":"countersign","database":"countersign","bucket":"example-bills"}' },
      '/',
    ).athena
    process.env['AWS_ACCESS_KEY_ID'] = 'KEY'
    process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
    configure({ athena, aws_endpoint: server.endpoint })
    try {
      const bill = () => warehouseOf(MANIFESTS, '2026-11-19T09:00:00.000Z').coveredDays()
      await expect(bill()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('countersign warehouse push') })
      expect(server.asked).toEqual([])
      for (const { path, content_digest } of MANIFESTS)
        server.objects.set(`/example-bills/${path}/manifest.json`, JSON.stringify({ content_digest, files: [] }))
      await bill()
      expect(server.asked[0]?.body['WorkGroup']).toBe('countersign')
      expect(operations()).toContain('StartQueryExecution')
      // No file of this bill lies on this machine, so what pages browse is asked there too; and without its defects.
      const statements = () => server.asked.flatMap((a) => (a.operation === 'StartQueryExecution' ? [String(a.body['QueryString'])] : []))
      const asked = warehouseOf(MANIFESTS, '2026-11-19T09:00:00.000Z')
      await asked.environments()
      expect(statements().at(-1)).toMatch(/^select distinct x_Environment as environment from \(select \* from countersign\.countersign_daily/)
      await asked.mended({ ...NO_MENDS, missing: ['2026-11-03'] }).environments()
      expect(statements().at(-1)).toContain('where not contains(array[?], cast(ChargePeriodStart as varchar))')
    } finally {
      configure({ athena: null, aws_endpoint: null })
    }
  })

  it('is not configured by what names no bucket, and says how it is', () => {
    expect(() => readConfig({ COUNTERSIGN_ATHENA: '{"region_id":"eu-west-1"}' }, '/')).toThrow(/COUNTERSIGN_ATHENA=.* is not usable; set it to \{"region_id"/)
    expect(readConfig({}, '/').athena).toBeNull()
  })

  it('starts once, waits longer each time, and reads every page, a missing value as null', async () => {
    states = ['QUEUED', 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING', 'RUNNING']
    waits.length = 0
    expect(await ask()).toEqual([
      { day: '2026-11-01', cost: '12.5' },
      { day: '2026-11-02', cost: null },
    ])
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000])
    expect(server.asked[0]?.body).toMatchObject({
      WorkGroup: 'countersign',
      ExecutionParameters: ["'2026-11-01'"],
      ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('gives the same question on the same data the same token, and another question another', async () => {
    await ask()
    await ask()
    await files().daily((from) => `select day, cost from ${from} where day = $day`, { day: '2026-11-02' })
    const tokens = server.asked.filter((a) => a.operation === 'StartQueryExecution').map((a) => a.body['ClientRequestToken'])
    expect([tokens[0] === tokens[1], tokens[1] === tokens[2]]).toEqual([true, false])
  })

  it('cancels a query that scans too much', async () => {
    scanned = 5e9
    states = ['RUNNING']
    await expect(ask()).rejects.toMatchObject({ code: 'rate_limited' })
    expect(operations()).toContain('StopQueryExecution')
  })

  it('could not ask, which is not "no rows", when it is refused, fails or is not understood', async () => {
    trouble = { StartQueryExecution: { status: 400, code: 'AccessDeniedException' } }
    await expect(ask()).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('AccessDeniedException') })
    trouble = {}
    states = ['FAILED', 'FAILED']
    server.asked.length = 0
    await expect(ask()).rejects.toThrow('SYNTAX')
    trouble = { GetQueryExecution: { body: { QueryExecution: { Status: { State: 'DREAMING' } } } } }
    await expect(ask()).rejects.toThrow('not understood')
  })

  it('asks nothing when no month of the bill lies in the range', async () => {
    expect(await files().daily((from) => `select 1 from ${from}`, {}, { start: '2025-01-01', end: '2025-02-01' })).toEqual([])
    expect(server.asked).toEqual([])
  })
})
