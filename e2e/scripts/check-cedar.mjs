// Every policy file has the form that Cedar's own formatter gives it, but for scopes and lists, which it breaks however short they are. Names each file
// that has not; `--write` mends them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatPolicies } from '@cedar-policy/cedar-wasm/nodejs'

// Characters: of a line as the formatter counts them, and of a scope or a list that stays on one line.
const LINE = 74
const WHOLE = 100
const HEAD = /^((?:\/\/[^\n]*\n)+)\n/
const SCOPE = /^(permit|forbid) \(\n {2}(.+),\n {2}(.+),\n {2}(.+)\n\)/gm

const LIST = /\[([^\]]*)\]\.contains\s*\(\s*([^()]+?)\s*\)/g
const shorter = (whole, line) => (line.length > WHOLE ? whole : line)

/** The text as it has to stand in its file. Throws for what is no policy. */
function formatted(text) {
  // The formatter pulls the words at the head of a file to its first policy.
  const head = HEAD.exec(text)?.[0] ?? ''
  const answer = formatPolicies({ policyText: text.slice(head.length), lineWidth: LINE, indentWidth: 2 })
  if (answer.type === 'failure') throw new Error(answer.errors[0]?.message ?? 'it cannot be read')
  const joined = answer.formatted_policy
    .replace(SCOPE, (whole, effect, ...parts) => shorter(whole, `${effect} (${parts.slice(0, 3).join(', ')})`))
    .replace(LIST, (whole, list, of) => shorter(whole, `[${list.split(/,\s*/).join(', ')}].contains(${of})`))
  return `${head}${joined.trimEnd()}\n`
}

/** What is wrong with the policy files below a folder, one line each. */
function problems(folder, write = false) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cedar'))
  return names.sort().flatMap((name) => {
    const path = join(folder, name)
    const text = readFileSync(path, 'utf8')
    try {
      const form = formatted(text)
      if (form === text) return []
      if (write) writeFileSync(path, form)
      return write ? [] : [`${path}: is not formatted; node e2e/scripts/check-cedar.mjs --write does it`]
    } catch (error) {
      return [`${path}: ${error.message}`]
    }
  })
}

if (process.argv[1]?.endsWith('check-cedar.mjs')) {
  const folder = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? 'lib/policy'
  const found = problems(folder, process.argv.includes('--write'))
  for (const line of found) console.log(line)
  process.exit(found.length === 0 ? 0 : 1)
}
