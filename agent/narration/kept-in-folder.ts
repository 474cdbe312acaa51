import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, digest } from '@/lib/kernel/canonical'
import type { KeptParagraphs } from './narrator'
import type { Sentence } from './say'

/**
 * Verified paragraphs as files, one per digest of facts, template, model and prompt: the same facts read the same on every visit and after a restart. The first
 * writer wins, also between processes. Files may be deleted at any time; whoever reads one verifies it again.
 */
export function keptInFolder(folder: string, author: string): KeptParagraphs {
  const fileOf = ({ text, facts, must_show }: Sentence): string => join(folder, `${digest(canonicalJson({ author, text, facts, must_show }))}.txt`)
  const read = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null)
  return {
    find: (sentence) => read(fileOf(sentence)),
    async keep(sentence, text) {
      const file = fileOf(sentence)
      await mkdir(folder, { recursive: true })
      // Fails when another process was first; then its paragraph is the one.
      await writeFile(file, text, { flag: 'wx' }).catch(() => undefined)
      return (await read(file)) ?? text
    },
  }
}
