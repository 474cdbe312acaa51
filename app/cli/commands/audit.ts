import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { anchorAudit } from '@/lib/audit/anchor-audit'
import { anchorKey, publicKeyFile, readAnchors, readPruned } from '@/lib/audit/anchor-file'
import { proveAudit } from '@/lib/audit/prove-audit'
import { pruneAudit } from '@/lib/audit/prune-audit'
import { restoreAnchors } from '@/lib/audit/restore-anchors'
import { exportAudit, verifyAudit } from '@/lib/audit/store'
import type { AnchoredCheck } from '@/lib/audit/verify'
import { auditProof } from '@/lib/intents/audit-proof'
import { drawText } from '@/lib/intents/text/registry'
import { launcherActor } from '../launcher-actor'
import { IN_TENANT, TEXT } from '../options'
import { print } from '../print'
import { tenantFor } from '../tenant'
import { verbOf } from '../verb-of'
import { verifyExport } from '../verify-export'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const OPTIONS = { ...IN_TENANT, offline: TEXT, anchors: TEXT, pruned: TEXT, before: TEXT, key: TEXT } as const
type Values = { json: boolean; tenant?: string; offline?: string; anchors?: string; pruned?: string; before?: string; key?: string }

const DayText = z.iso.date()
const given = (value: string | undefined): string => (value === undefined ? 'missing' : `"${value}"`)

/** What can be done to a tenant's chain while the database is there. Each prints, and resolves to the exit code. */
const ON_DATABASE: Record<string, (tenant_id: string, values: Values, rest: string[]) => Promise<number>> = {
  async verify(tenant_id, values) {
    const check = await verifyAudit(tenant_id)
    const signed_to = (await readAnchors(tenant_id)).at(-1)?.seq ?? 0
    return told(values.json, check, tenant_id, unsignedNote(check.head.seq, signed_to))
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
  async 'restore-anchors'(tenant_id, values) {
    const restored = await restoreAnchors(tenant_id)
    print(values.json, { restored }, restored === 0 ? 'No anchor is missing.' : `Wrote ${restored} missing anchors back. Each was signed with the key.`)
    return 0
  },
  async prune(tenant_id, values) {
    const day = DayText.safeParse(values.before)
    if (!day.success) throw new WrongCall(`--before is ${given(values.before)}: say what is old enough by a day, as in audit prune --before 2025-01-31`)
    const pruned = await pruneAudit(launcherActor(tenant_id), `${day.data}T00:00:00.000Z`)
    const human =
      pruned === null
        ? 'No whole signed span is that old. Nothing was pruned.'
        : `Pruned ${pruned.entries} entries, ${pruned.record.from_seq} to ${pruned.record.seq}. Their signed root is ${pruned.record.root}.`
    print(values.json, pruned, human)
    return 0
  },
  async pruned(tenant_id) {
    for (const record of await readPruned(tenant_id)) process.stdout.write(`${JSON.stringify(record)}\n`)
    return 0
  },
  async key(_tenant_id, values) {
    await anchorKey()
    const public_key = await readFile(publicKeyFile(), 'utf8')
    print(values.json, { public_key }, public_key.trimEnd())
    return 0
  },
  async prove(tenant_id, values, [seq]) {
    if (!/^[1-9]\d*$/.test(seq ?? '')) throw new WrongCall(`the entry is ${given(seq)}: say which by its number, as in audit prove 42`)
    const proof = await proveAudit(tenant_id, Number(seq))
    const part = auditProof(proof)
    print(values.json, proof, drawText(part, { facts: {}, now: part.at }).join('\n'))
    return part.proof?.is_proved === true ? 0 : 3
  },
}

/** Checks, signs, proves, prunes and writes out a tenant's audit chain; an export is checked without a database. */
export const audit: CliCommand = {
  async run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: OPTIONS })
    const [what, ...rest] = positionals
    const run = verbOf('audit', ON_DATABASE, what)
    if (what === 'verify' && values.offline !== undefined) return await verifyOffline(values.offline, values)
    return await withDatabase(async () => run(await tenantFor(values), values, rest))
  },
}

/** Verifies an export without any database: the chain, and with `--anchors` and `--key` what was signed about it. */
async function verifyOffline(path: string, { json, anchors, pruned, key }: Values): Promise<number> {
  if ((anchors === undefined && pruned === undefined) !== (key === undefined))
    throw new WrongCall('--anchors, --pruned and --key belong together: what is signed says nothing without the key it was signed with')
  const { check, chain } = await verifyExport(path, { ...(anchors && { anchors }), ...(pruned && { pruned }), ...(key && { key }) })
  return told(json, check, chain, anchors === undefined ? NOT_COMPARED : '')
}

const NOT_COMPARED = '\nNo anchors were given: somebody who wrote every hash again would not be noticed. Give --anchors and --key.'

function unsignedNote(head_seq: number, signed_to: number): string {
  if (signed_to === 0) return '\nNothing is signed yet: run countersign audit anchor.'
  return head_seq > signed_to ? `\nThe newest ${head_seq - signed_to} are not signed yet.` : ''
}

function told(is_json: boolean, check: AnchoredCheck, chain: string, note: string): number {
  print(is_json, check, check.fault === null ? intactText(check, chain) + note : brokenText(check.fault, chain))
  return check.is_intact ? 0 : 3
}

function intactText({ checked, anchors, head }: AnchoredCheck, chain: string): string {
  const agreeing = anchors === 1 ? ', and one signed anchor agrees' : `, and ${anchors} signed anchors agree`
  const entries = `${checked} entries recompute to their hashes and link to one another${anchors === 0 ? '' : agreeing}`
  return `The chain of ${chain} holds: ${entries}.\nHead ${head.seq} ${head.hash}`
}

const brokenText = ({ seq, kind, detail }: NonNullable<AnchoredCheck['fault']>, chain: string): string =>
  `The chain of ${chain} does not hold at entry ${seq} (${kind}): ${detail}`
