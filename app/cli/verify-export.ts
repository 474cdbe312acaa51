import { createPublicKey, type KeyObject } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseAnchors, parsePruned } from '@/lib/audit/anchor-file'
import { prunedFault } from '@/lib/audit/known-anchors'
import { type AnchoredCheck, verifyPages } from '@/lib/audit/verify'
import { Fault } from '@/lib/kernel/errors'
import { AuditEntry } from '@/schemas/audit'
import { fileFault, type GivenFile, readGiven, requireFile } from './given-file'

export type ExportFiles = { anchors?: string; pruned?: string; key?: string }

const WRITTEN_BY = {
  '--offline': 'countersign audit export > FILE writes one',
  '--anchors': 'countersign audit anchors > FILE writes one',
  '--pruned': 'countersign audit pruned > FILE writes one',
  '--key': 'countersign audit key > FILE writes one',
} as const
const given = (argument: keyof typeof WRITTEN_BY, path: string): GivenFile => ({ path, argument, remedy: WRITTEN_BY[argument] })

/**
 * Verifies an export without any database: the chain, and what was signed about it as far as its files are given. Throws Fault `validation_failed` for a file
 * that is none of these.
 */
export async function verifyExport(path: string, files: ExportFiles): Promise<{ check: AnchoredCheck; chain: string }> {
  const exported = given('--offline', path)
  await requireFile(exported)
  const public_key = files.key === undefined ? null : await readKey(given('--key', files.key))
  const anchors = files.anchors === undefined ? null : parseAnchors(await readGiven(given('--anchors', files.anchors)))
  const pruned = files.pruned === undefined ? [] : parsePruned(await readGiven(given('--pruned', files.pruned)))
  const first = await firstEntry(exported)
  if (first === undefined && pruned.length === 0)
    throw new Fault('validation_failed', `--offline ${path}: the file holds no entry, so there is nothing to verify; ${exported.remedy}`, { file: path })
  const chain = anchors?.[0]?.chain ?? first?.chain ?? 'nothing'
  const record = pruned.find((p) => p.seq + 1 === first?.seq)
  const from = record === undefined ? {} : { from: { seq: record.seq, hash: record.hash } }
  const fault = public_key === null ? null : prunedFault(chain, { anchors, pruned, public_key })
  if (fault !== null) return { check: { is_intact: false, checked: 0, anchors: 0, head: { seq: 0, hash: '' }, fault }, chain }
  const anchored = anchors === null || public_key === null ? null : { anchors, public_key }
  return { check: await verifyPages(chain, readEntries(exported), { anchored, ...from }), chain }
}

async function readKey(file: GivenFile): Promise<KeyObject> {
  const text = await readGiven(file)
  try {
    return createPublicKey(text)
  } catch (cause) {
    throw new Fault('validation_failed', `${file.argument} ${file.path}: this is no public key; ${file.remedy}`, { file: file.path }, { cause })
  }
}

async function firstEntry(exported: GivenFile): Promise<AuditEntry | undefined> {
  for await (const [entry] of readEntries(exported)) return entry
  return undefined
}

async function* readEntries(exported: GivenFile): AsyncGenerator<AuditEntry[]> {
  let line = 0
  try {
    for await (const text of createInterface({ input: createReadStream(exported.path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1
      if (text !== '') yield [entryOf(text, line, exported)]
    }
  } catch (error) {
    throw error instanceof Fault ? error : fileFault(exported, error)
  }
}

function entryOf(text: string, line: number, { path, argument, remedy }: GivenFile): AuditEntry {
  try {
    return AuditEntry.parse(JSON.parse(text))
  } catch (cause) {
    throw new Fault('validation_failed', `${argument} ${path}: line ${line} is no entry of an audit chain; ${remedy}`, { file: path, line }, { cause })
  }
}
