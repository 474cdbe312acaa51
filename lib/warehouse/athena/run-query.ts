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
  /** Waits so many milliseconds. */
  wait(ms: number): Promise<void>
}

const Status = z.looseObject({
  Status: z.looseObject({ State: z.enum(['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED']), StateChangeReason: z.string().optional() }),
  Statistics: z.looseObject({ DataScannedInBytes: z.number().optional() }).optional(),
})
const Page = z.looseObject({ Rows: z.array(z.looseObject({ Data: z.array(z.looseObject({ VarCharValue: z.string().optional() })).optional() })) })

const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000]
const MOST_WAIT_MS = 15 * 60_000
const PAGE_ROWS = 1_000
// Too many calls, trouble on the other side, and credentials that ended while a query ran: the client takes new ones with its next call.
const PASSING: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'TooManyRequestsException',
  'InternalServerException',
  'ServiceUnavailableException',
  'ExpiredTokenException',
  'ExpiredToken',
  'TimeoutError',
])
const MOST_UNANSWERED = 5

/** `scanned_bytes` is null where Athena did not say, which is not that nothing was scanned. */
export type AthenaRows = { rows: Record<string, string | null>[]; scanned_bytes: number | null }

// How often each question failed in this process: Athena answers a token with the query that it first stood for, also where that one failed.
const failures = new Map<string, number>()
const MOST_KEPT = 1_000

/**
 * Runs one query to its end and reads every page.
 *
 * The same query on the same data has the same token, so a start that is sent twice is one query, until that one has failed: then the next one is another.
 * Nobody who leaves stops it: whoever asks the same meanwhile waits for it, and whoever asks later is answered with it.
 *
 * Throws Fault `provider_down` when it could not be asked, failed or took longer than 15 minutes, and `rate_limited` when it scans too much, which is not tried
 * again by itself. In both it is cancelled.
 */
export async function runQuery(c: AthenaConnection, query: AthenaQuery, data_version: string): Promise<AthenaRows> {
  const question = sha256([query.sql, ...query.parameters, data_version].join('\n'))
  const first = failures.get(question) ?? 0
  try {
    return await runOnce(c, query, tokenOf(question, first))
  } catch (error) {
    noteFailure(question, first + 1, error)
    // What had failed before this process asked says nothing about what would come of it now.
    if (!(error instanceof Fault) || error.detail['failed_before'] !== true) throw error
  }
  try {
    return await runOnce(c, query, tokenOf(question, first + 1))
  } catch (error) {
    noteFailure(question, first + 2, error)
    throw error
  }
}

const tokenOf = (question: string, failed: number): string => (failed === 0 ? question : sha256(`${question} ${failed}`))

function noteFailure(question: string, times: number, error: unknown): void {
  // A query that scans too much scans as much again: under its own token it is answered with the one that was stopped, which costs nothing.
  if (error instanceof Fault && error.code === 'rate_limited') return
  failures.set(question, times)
  const [oldest] = failures.keys()
  if (failures.size > MOST_KEPT && oldest !== undefined) failures.delete(oldest)
}

async function runOnce(c: AthenaConnection, query: AthenaQuery, token: string): Promise<AthenaRows> {
  const { QueryExecutionId: id } = await asked(() =>
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
  if (id === undefined || id === '') throw new Fault('provider_down', 'Athena answered in a form that is not understood', { issues: ['QueryExecutionId'] })
  try {
    const scanned_bytes = await finished(c, id)
    return { rows: await results(c, id), scanned_bytes }
  } catch (error) {
    // Whoever gives up stops what would go on costing. That it has ended already is no trouble.
    await c.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => undefined)
    throw error
  }
}

async function finished(c: AthenaConnection, id: string): Promise<number | null> {
  let waited = 0
  let unanswered = 0
  for (let n = 0; waited < MOST_WAIT_MS; n++) {
    const look = await asked(() => c.client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))).catch((error: unknown) =>
      passing(error, ++unanswered),
    )
    if (look === null) {
      waited += await pause(c, n)
      continue
    }
    unanswered = 0
    const { Status: status, Statistics } = understood(Status, look.QueryExecution)
    const scanned = Statistics?.DataScannedInBytes ?? null
    if (scanned !== null && scanned > c.most_bytes)
      throw new Fault('rate_limited', `the query scanned more than ${Math.round(c.most_bytes / 1e9)} GB: ask for fewer days, or raise the limit`, {
        scanned,
        most: c.most_bytes,
      })
    if (status.State === 'SUCCEEDED') return scanned
    if (status.State === 'FAILED' || status.State === 'CANCELLED')
      throw new Fault('provider_down', `Athena did not finish the query (${status.State.toLowerCase()}): ${status.StateChangeReason ?? 'it gave no reason'}`, {
        query_id: id,
        failed_before: n === 0,
      })
    waited += await pause(c, n)
  }
  throw new Fault('provider_down', 'Athena did not finish the query within 15 minutes: ask for fewer days', { query_id: id })
}

async function pause(c: AthenaConnection, n: number): Promise<number> {
  const ms = WAITS_MS[Math.min(n, WAITS_MS.length - 1)] ?? MOST_WAIT_MS
  await c.wait(ms)
  return ms
}

/** Null where a look that failed is worth another one: the query goes on meanwhile and is paid for. Throws the others, and the fifth in a row. */
function passing(error: unknown, unanswered: number): null {
  if (unanswered >= MOST_UNANSWERED || !(error instanceof Fault) || !PASSING.has(String(error.detail['code']))) throw error
  return null
}

/** Every row by the names of the first one, which are the columns. */
async function results(c: AthenaConnection, id: string): Promise<Record<string, string | null>[]> {
  const all: (string | null)[][] = []
  const pages = new Set<string>()
  let NextToken: string | undefined
  do {
    const answer = await asked(() =>
      c.client.send(new GetQueryResultsCommand({ QueryExecutionId: id, MaxResults: PAGE_ROWS, ...(NextToken === undefined ? {} : { NextToken }) })),
    )
    all.push(...understood(Page, answer.ResultSet).Rows.map((r) => (r.Data ?? []).map((d) => d.VarCharValue ?? null)))
    NextToken = answer.NextToken
    // A page that leads to one that was read would be read for ever.
    if (NextToken !== undefined && pages.size === pages.add(NextToken).size)
      throw new Fault('provider_down', 'Athena named a page of its answer twice, so the answer is not whole: ask again', { query_id: id })
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
