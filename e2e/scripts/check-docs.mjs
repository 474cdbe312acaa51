// Fails on a path cited in the documents, or a file named in a folder's readme, that does not exist, and on words that the glossary avoids in text people read.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'STYLE.md', 'CHANGELOG.md']
const CITED = /`((?:app|agent|components|lib|schemas|e2e|public|\.ci)\/[\w./[\]*<>-]+)`/g
// A folder's own readme names what lies in it or beside it by name, anything else with its folder.
const NAMED = /`([\w./-]+(?:[.](?:tsx?|mjs|sql|cedar|cedarschema)|\/))`/g
// Word that must not appear between quotes or tags in a page or card, and what we say instead.
const AVOIDED = [
  [/["'>][^"'<>\n]*\bN\/A\b/, 'say "not known: …"'],
  [/["'>][^"'<>\n]*\b(?:smart|magic|AI-powered|intelligent)\b[^"'<>\n]*["'<]/i, 'say what it does'],
]

const problems = []
for (const document of DOCUMENTS) {
  if (!existsSync(document)) {
    problems.push(`${document} is missing`)
    continue
  }
  for (const [, path] of readFileSync(document, 'utf8').matchAll(CITED)) {
    if (/[<*]/.test(path)) continue // a pattern, not a path
    if (!existsSync(path)) problems.push(`${document} cites ${path}, which does not exist`)
  }
}
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((name) => name !== '' && existsSync(name))
for (const readme of tracked.filter((name) => /\/readme[.]md$/i.test(name))) {
  if (!readme.endsWith('/readme.md')) problems.push(`${readme}: a folder's readme is called readme.md`)
  const above = dirname(dirname(readme))
  const near = above === '.' ? '' : `${above}/`
  for (const [, path] of readFileSync(readme, 'utf8').matchAll(NAMED)) {
    const places = /\/./.test(path) ? tracked : tracked.filter((name) => name.startsWith(near))
    if (!places.some((name) => `/${name}`.includes(`/${path}`)))
      problems.push(`${readme} names ${path}, which is neither there nor beside it: name its folder, too`)
  }
}
const drawn = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'app', 'components', 'lib/desks', 'lib/intents'], { encoding: 'utf8' }).split('\n')
for (const file of drawn.filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name) && existsSync(name))) {
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      for (const [pattern, instead] of AVOIDED) if (pattern.test(line)) problems.push(`${file}:${i + 1} uses a word the glossary avoids: ${instead}`)
    })
}
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exit(1)
}
