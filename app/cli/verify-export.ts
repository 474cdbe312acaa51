import { createPublicKey } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseAnchors, parsePruned } from '@/lib/audit/anchor-file'
import { prunedFault } from '@/lib/audit/known-anchors'
import { type AnchoredCheck, verifyPages } from '@/lib/audit/verify'
import { AuditEntry } from '@/schemas/audit'

export type ExportFiles = { anchors?: string; pruned?: string; key?: string }

/** Verifies an export without any database: the chain, and what was signed about it as far as its files are given. */
export async function verifyExport(path: string, files: ExportFiles): Promise<{ check: AnchoredCheck; chain: string }> {
  const public_key = files.key === undefined ? null : createPublicKey(await readFile(files.key, 'utf8'))
  const anchors = files.anchors === undefined ? null : parseAnchors(await readFile(files.anchors, 'utf8'))
  const pruned = files.pruned === undefined ? [] : parsePruned(await readFile(files.pruned, 'utf8'))
  const first = await firstEntry(path)
  const chain = anchors?.[0]?.chain ?? first?.chain ?? 'nothing'
  const record = pruned.find((p) => p.seq + 1 === first?.seq)
  const from = record === undefined ? {} : { from: { seq: record.seq, hash: record.hash } }
  const fault = public_key === null ? null : prunedFault(chain, { anchors, pruned, public_key })
  if (fault !== null) return { check: { is_intact: false, checked: 0, anchors: 0, head: { seq: 0, hash: '' }, fault }, chain }
  const anchored = anchors === null || public_key === null ? null : { anchors, public_key }
  return { check: await verifyPages(chain, readEntries(path), { anchored, ...from }), chain }
}

async function firstEntry(path: string): Promise<AuditEntry | undefined> {
  for await (const [entry] of readEntries(path)) return entry
  return undefined
}

async function* readEntries(path: string): AsyncGenerator<AuditEntry[]> {
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') yield [AuditEntry.parse(JSON.parse(line))]
}
