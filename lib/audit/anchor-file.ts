import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { appendFile, chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { AuditAnchor, AuditPruned } from '@/schemas/audit'

const folder = (): string => join(config().home, 'audit')
const keyFile = (): string => join(folder(), 'anchor-key.pem')
/** What others verify with. Give it away; keep a copy where nobody who runs the server can change it. */
export const publicKeyFile = (): string => join(folder(), 'anchor-key.pub.pem')
export const anchorFile = (tenant_id: string): string => join(folder(), `${tenant_id}.anchors.ndjson`)
export const prunedFile = (tenant_id: string): string => join(folder(), `${tenant_id}.pruned.ndjson`)

/** What anchors are verified with, or null when there is no key: whoever verifies makes none. */
export async function findAnchorKey(): Promise<KeyObject | null> {
  const found = await readFile(keyFile(), 'utf8').catch(noneYet)
  return found === null ? null : createPublicKey(found)
}

/** The key that anchors are signed with: made once, beside the data and not in the database, readable by this user alone. */
export async function anchorKey(): Promise<KeyObject> {
  const found = await readFile(keyFile(), 'utf8').catch(noneYet)
  if (found !== null) return createPrivateKey(found)
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const own = `${keyFile()}.${randomUUID()}`
  const file = await open(own, 'wx', 0o600)
  await file.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)
  await file.close()
  try {
    // Whoever else makes one at this moment: the first to link its file wins, and both use that.
    await link(own, keyFile())
  } catch {
    return await anchorKey()
  } finally {
    await rm(own, { force: true })
  }
  const published = `${publicKeyFile()}.${randomUUID()}`
  await appendFile(published, publicKey.export({ type: 'spki', format: 'pem' }) as string)
  await rename(published, publicKeyFile())
  await chmod(publicKeyFile(), 0o644)
  return privateKey
}

export const publicKeyOf = (key: KeyObject): KeyObject => createPublicKey(key)

/** A tenant's anchors, the oldest first. Throws `broken_invariant` for a line that is none: the file is only ever appended to. */
export async function readAnchors(tenant_id: string): Promise<AuditAnchor[]> {
  const text = await readFile(anchorFile(tenant_id), 'utf8').catch(noneYet)
  return text === null ? [] : parseAnchors(text)
}

/** What was pruned of a tenant's chain, the oldest first. */
export async function readPruned(tenant_id: string): Promise<AuditPruned[]> {
  const text = await readFile(prunedFile(tenant_id), 'utf8').catch(noneYet)
  return text === null ? [] : parsePruned(text)
}

/** Anchors of a file of lines. */
export const parseAnchors = (text: string): AuditAnchor[] => parseLines(AuditAnchor, text)
export const parsePruned = (text: string): AuditPruned[] => parseLines(AuditPruned, text)

function parseLines<T extends typeof AuditAnchor | typeof AuditPruned>(schema: T, text: string): z.output<T>[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line, n) => {
    try {
      return schema.parse(JSON.parse(line)) as z.output<T>
    } catch (cause) {
      throw new Fault('validation_failed', `line ${n + 1} of the anchors is not an anchor: take the file from its copy`, { line: n + 1 }, { cause })
    }
  })
}

/** Adds one anchor to the end of the tenant's file and waits until the disk has it. */
export const appendAnchor = (anchor: AuditAnchor): Promise<void> => appendLine(anchorFile(anchor.chain), anchor)
export const appendPruned = (record: AuditPruned): Promise<void> => appendLine(prunedFile(record.chain), record)

async function appendLine(path: string, line: AuditAnchor | AuditPruned): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a', 0o644)
  try {
    await file.appendFile(`${JSON.stringify(line)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

function noneYet(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
