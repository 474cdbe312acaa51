import { createPublicKey } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { anchorAudit } from '@/lib/audit/anchor-audit'
import { anchorKey, parseAnchors, publicKeyFile, readAnchors } from '@/lib/audit/anchor-file'
import { proveAudit } from '@/lib/audit/prove-audit'
import { exportAudit, verifyAudit } from '@/lib/audit/store'
import { type AnchoredCheck, verifyPages } from '@/lib/audit/verify'
import { AuditEntry } from '@/schemas/audit'
import { print } from '../print'
import { tenantFor } from '../tenant'
import { withDatabase } from '../with-database'
import type { CliCommand } from './command'

const OPTIONS = {
  json: { type: 'boolean', default: false },
  tenant: { type: 'string' },
  offline: { type: 'string' },
  anchors: { type: 'string' },
  key: { type: 'string' },
} as const
type Values = { json: boolean; tenant?: string; offline?: string; anchors?: string; key?: string }

/** What can be done to a tenant's chain while the database is there. Each prints, and resolves to the exit code. */
const ON_DATABASE: Record<string, (tenant_id: string, values: Values, rest: string[]) => Promise<number>> = {
  async verify(tenant_id, values) {
    return told(values.json, await verifyAudit(tenant_id), tenant_id)
  },
  async export(tenant_id) {
    for await (const lines of exportAudit(tenant_id)) process.stdout.write(lines)
    return 0
  },
  async anchor(tenant_id, values) {
    const anchor = await anchorAudit(tenant_id, Date.now(), true)
    print(
      values.json,
      anchor,
      anchor === null ? 'Nothing is new since the last anchor.' : `Signed entries ${anchor.from_seq} to ${anchor.seq} of ${tenant_id}.`,
    )
    return 0
  },
  async anchors(tenant_id) {
    for (const anchor of await readAnchors(tenant_id)) process.stdout.write(`${JSON.stringify(anchor)}\n`)
    return 0
  },
  async key() {
    await anchorKey()
    process.stdout.write(await readFile(publicKeyFile(), 'utf8'))
    return 0
  },
  async prove(tenant_id, _values, [seq]) {
    if (!/^[1-9]\d*$/.test(seq ?? '')) throw wrongCall('say which entry, by its number: audit prove 42')
    process.stdout.write(`${JSON.stringify(await proveAudit(tenant_id, Number(seq)))}\n`)
    return 0
  },
}

export const audit: CliCommand = {
  name: 'audit',
  usage: 'audit verify [--offline FILE [--anchors FILE --key FILE]] | export | anchor | anchors | key | prove ENTRY [--tenant T]',
  summary: 'recompute the audit chain against its signed anchors, write it out, or prove one entry of it',
  async run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: OPTIONS })
    const [what = '', ...rest] = positionals
    const run = Object.hasOwn(ON_DATABASE, what) ? ON_DATABASE[what] : undefined
    if (run === undefined) throw wrongCall('say what to do: audit verify, export, anchor, anchors, key or prove')
    if (what === 'verify' && values.offline !== undefined) return await verifyOffline(values.offline, values)
    return await withDatabase(async () => run(await tenantFor(values.tenant), values, rest))
  },
}

/** Verifies an export without any database: the chain, and with `--anchors` and `--key` what was signed about it. */
async function verifyOffline(path: string, { json, anchors, key }: Values): Promise<number> {
  if ((anchors === undefined) !== (key === undefined))
    throw wrongCall('--anchors and --key belong together: an anchor says nothing without the key it was signed with')
  const anchored =
    anchors === undefined || key === undefined
      ? null
      : { anchors: parseAnchors(await readFile(anchors, 'utf8')), public_key: createPublicKey(await readFile(key, 'utf8')) }
  const first = await readEntries(path)[Symbol.asyncIterator]().next()
  const chain = anchored?.anchors[0]?.chain ?? (first.done ? 'nothing' : (first.value[0]?.chain ?? 'nothing'))
  return told(json, await verifyPages(chain, readEntries(path), { anchored }), chain)
}

async function* readEntries(path: string): AsyncGenerator<AuditEntry[]> {
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') yield [AuditEntry.parse(JSON.parse(line))]
}

function told(is_json: boolean, check: AnchoredCheck, chain: string): number {
  const human =
    check.fault === null
      ? `The chain of ${chain} holds: ${check.checked} entries recompute to their hashes and link to one another${check.anchors === 0 ? '' : `, and ${check.anchors === 1 ? 'one signed anchor agrees' : `${check.anchors} signed anchors agree`}`}.\nHead ${check.head.seq} ${check.head.hash}`
      : `The chain of ${chain} does not hold at entry ${check.fault.seq} (${check.fault.kind}): ${check.fault.detail}`
  print(is_json, check, human)
  return check.is_intact ? 0 : 3
}

const wrongCall = (message: string): TypeError => Object.assign(new TypeError(message), { code: 'ERR_PARSE_ARGS_MISSING' })
