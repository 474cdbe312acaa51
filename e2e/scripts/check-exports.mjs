// Fails on a value that a file exports and nobody imports: it is dead, or it need not be exported. Types are left to their files.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

// Next and the tools ask these files for exports by name.
const ASKED_BY_NAME =
  /^(?:app\/(?:.*\/)?(?:page|layout|route|error|global-error|not-found|loading|template|default|icon|apple-icon|manifest|robots)[.]tsx?|[^/]+[.](?:ts|mjs))$/
const EXPORTED = /^export (?:async )?(?:const|let|function\*?|class) (\w+)/gm
const IMPORTED = /(?:from|import|import\()\s*'([.@]\.?\/[^']+)'/g
const ENDINGS = ['', '.ts', '.tsx', '.mjs']

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'], { encoding: 'utf8' }).split('\n')
const texts = new Map(listed.filter((file) => file !== '' && existsSync(file)).map((file) => [file, readFileSync(file, 'utf8')]))

const importers = new Map()
for (const [file, text] of texts)
  for (const [, named] of text.matchAll(IMPORTED)) {
    const path = named.startsWith('@/') ? named.slice(2) : join(dirname(file), named)
    const found = ENDINGS.map((ending) => path + ending).find((candidate) => texts.has(candidate))
    if (found !== undefined) importers.set(found, [...(importers.get(found) ?? []), text])
  }

const problems = []
for (const [file, text] of texts) {
  if (ASKED_BY_NAME.test(file)) continue
  for (const [, name] of text.matchAll(EXPORTED)) {
    const word = new RegExp(`\\b${name}\\b`)
    if (!(importers.get(file) ?? []).some((other) => word.test(other)))
      problems.push(`${file} exports ${name}, which nobody imports: delete it, or keep it to the file`)
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
