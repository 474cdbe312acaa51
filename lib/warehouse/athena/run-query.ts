import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { z } from 'zod'
import { sha256 } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import type { AthenaQuery } from './dialect'

export type AthenaConnection = {
  client: AthenaClient
  work_group: string
  database: string
  /** Bytes that one query may have scanned; it is cancelled as soon as it is seen to have scanned more. */
  most_bytes: number
  /** Waits so many milliseconds; rejects when the caller gives up. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

const Status = z.looseObject({
  Status: z.looseObject({ State: z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']), StateChangeReason: z.string().optional() }),
  Statistics: z.looseObject({ DataScannedInBytes: z.number().optional() }).optional(),
})
const Page = z.looseObject({ Rows: z.array(z.looseObject({ Data: z.array(z.looseObject({ VarCharValue: z.string().optional() })).optional() })) })

const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000]
const MOST_WAIT_MS = 15 * 60_000
const PAGE_ROWS = 1_000
// 5 USD a TB. Source: Athena pricing, us-east-1.
const USD_PER_BYTE = 5 / 1e12

export type AthenaRows = { rows: Record<string, string | null>[]; scanned_bytes: number; cost_usd: number }

/**
 * Runs one query to its end and reads every page. The same query on the same data has the same token, so a start that is sent twice is one query.
 * Throws Fault `provider_down` when it could not be asked, failed or took longer than 15 minutes, and `rate_limited` when it scans too much; in both it is cancelled.
 */
export async function runQuery(c: AthenaConnection, query: AthenaQuery, data_version: string, signal?: AbortSignal): Promise<AthenaRows> {
  const token = sha256([query.sql, ...query.parameters, data_version].join('\n'))
  const { QueryExecutionId: id = '' } = await asked(() =>
    c.client.send(
      new StartQueryExecutionCommand({
        QueryString: query.sql,
        ClientRequestToken: token,
        WorkGroup: c.work_group,
        QueryExecutionContext: { Database: c.database },
        ...(query.parameters.length === 0 ? {} : { ExecutionParameters: query.parameters }),
      }),
    ),
  )
  try {
    const scanned_bytes = await finished(c, id, signal)
    return { rows: await results(c, id), scanned_bytes, cost_usd: scanned_bytes * USD_PER_BYTE }
  } catch (error) {
    // Whoever gives up stops what would go on costing. That it has ended already is no trouble.
    await c.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => undefined)
    throw error
  }
}

async function finished(c: AthenaConnection, id: string, signal?: AbortSignal): Promise<number> {
  let waited = 0
  for (let n = 0; waited < MOST_WAIT_MS; n++) {
    const { QueryExecution } = await asked(() => c.client.send(new GetQueryExecutionCommand({ QueryExecutionId: id })))
    const { Status: status, Statistics } = understood(Status, QueryExecution)
    const scanned = Statistics?.DataScannedInBytes ?? 0
    if (scanned > c.most_bytes)
      throw new Fault('rate_limited', `the query scanned more than ${Math.round(c.most_bytes / 1e9)} GB: ask for fewer days, or raise the limit`, {
        scanned,
        most: c.most_bytes,
      })
    if (status.State === 'SUCCEEDED') return scanned
    if (status.State === 'FAILED' || status.State === 'CANCELLED')
      throw new Fault('provider_down', `Athena did not finish the query (${status.State.toLowerCase()}): ${status.StateChangeReason ?? 'it gave no reason'}`, {
        query_id: id,
      })
    const ms = WAITS_MS[Math.min(n, WAITS_MS.length - 1)] ?? MOST_WAIT_MS
    await c.wait(ms, signal)
    waited += ms
  }
  throw new Fault('provider_down', 'Athena did not finish the query within 15 minutes: ask for fewer days', { query_id: id })
}

/** Every row by the names of the first one, which are the columns. */
async function results(c: AthenaConnection, id: string): Promise<Record<string, string | null>[]> {
  const all: (string | null)[][] = []
  let NextToken: string | undefined
  do {
    const answer = await asked(() =>
      c.client.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: PAGE_ROWS, ...(NextToken === undefined ? {} : { NextToken }) })),
    )
    all.push(...understood(Page, answer.ResultSet).Rows.map((r) => (r.Data ?? []).map((d) => d.VarCharValue ?? null)))
    NextToken = answer.NextToken
  } while (NextToken !== undefined && NextToken !== '')
  const [names = [], ...rows] = all
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name ?? `column_${i}`, row[i] ?? null])))
}

async function asked<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (cause) {
    const code = cause instanceof Error ? cause.name : 'Unknown'
    throw new Fault('provider_down', `Athena could not be asked (${code}): check the role, the work group and the connection`, { code }, { cause })
  }
}

function understood<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Fault('provider_down', 'Athena answered in a form that is not understood', { issues: parsed.error.issues.slice(0, 5).map((i) => i.path.join('.')) })
}
