#!/usr/bin/env node
// The door for the command line: lets Node read the TypeScript sources, whatever folder it is called from, then hands over to main.ts.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 18)) {
  console.error(`Countersign needs Node 20.18 or newer; this is ${process.versions.node}. Install a newer Node and try again.`)
  process.exit(2)
}

process.env.COPILOTKIT_TELEMETRY_DISABLED ??= 'true'
process.env.DO_NOT_TRACK ??= '1'
process.env.NEXT_TELEMETRY_DISABLED ??= '1'
process.env.LANGSMITH_TRACING ??= 'false'
process.env.COUNTERSIGN_ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')
register({ tsconfig: join(process.env.COUNTERSIGN_ROOT, 'tsconfig.json') })
const { main } = await import('./main.ts')
await main(process.argv.slice(2))
