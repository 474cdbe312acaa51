import { execFile } from 'node:child_process'
import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { AuditAnchor } from '@/schemas/audit'
import type { AnchorCopies } from './anchor-copies'

const run = promisify(execFile)
const TIMEOUT_MS = 30_000
const AS = ['-c', 'user.name=Countersign', '-c', 'user.email=audit@countersign.invalid', '-c', 'commit.gpgsign=false']

/**
 * Anchors as lines of one file per tenant in a Git work tree, one commit each time there are new ones, pushed where the branch has an upstream. Lines
 * are only added: what is committed and differs from what we have is left for people to look at, and the copying fails.
 */
export function gitCopies(folder: string): AnchorCopies {
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', folder, ...AS, ...args], { timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } }))
      .stdout
  const pushed = async (): Promise<void> => {
    const upstream = await git('rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}').catch(() => '')
    if (upstream !== '') await git('push', '--quiet')
  }
  return {
    name: 'git',
    async copy(anchors: readonly AuditAnchor[]) {
      const [first] = anchors
      if (first === undefined) return
      const file = `${first.chain}.anchors.ndjson`
      const known = await git('show', `HEAD:./${file}`).catch(() => '')
      const ours = `${anchors.map((a) => JSON.stringify(a)).join('\n')}\n`
      if (!ours.startsWith(known)) throw new Error(`the anchors that are committed in ${file} are not those that are here`)
      if (ours !== known) {
        // What an interrupted copy left in the work tree is written over by what is committed.
        await writeFile(join(folder, file), known)
        await appendFile(join(folder, file), ours.slice(known.length))
        await git('add', '--', file)
        await git('commit', '--quiet', '--message', `Anchor ${first.chain} to entry ${anchors.at(-1)?.seq}`, '--', file)
      }
      await pushed()
    },
  }
}
