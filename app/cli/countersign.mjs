#!/usr/bin/env node
// The door for the command line: hands over to main.ts, whatever folder it is called from. Bundled where the bundle is of these sources, else as Node reads TypeScript through tsx.
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { currentBundle } from './current-bundle.mjs'

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
const { main } = await open(process.env.COUNTERSIGN_ROOT)
await main(process.argv.slice(2))

async function open(root) {
  const bundle = currentBundle(root)
  if (bundle !== undefined) {
    process.setSourceMapsEnabled(true)
    return await import(pathToFileURL(bundle).href)
  }
  const { register } = await import('tsx/esm/api')
  register({ tsconfig: join(root, 'tsconfig.json') })
  return await import('./main.ts')
}
