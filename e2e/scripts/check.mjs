// `npm run check`: types, lint and format, policies, imports, exports, docs. Needs no database and no browser. Runs what can run side by side.
import { spawn } from 'node:child_process'

const CHECKS = [
  // The native compiler: the same answers in half the time. `typescript` itself stays for the tools that read code through its interface.
  ['types', ['--node', 'node_modules/typescript-native/bin/tsc', '--noEmit', '-p', '.']],
  ['lint and format', ['biome', 'check', '--error-on-warnings', '.'], 'npx biome check --write FILE gives a file its form'],
  ['policies', ['--node', 'e2e/scripts/check-cedar.mjs']],
  ['imports', ['depcruise', '--config', 'dependency-cruiser.config.mjs', 'app', 'agent', 'components', 'lib', 'schemas']],
  ['exports', ['--node', 'e2e/scripts/check-exports.mjs']],
  ['docs', ['--node', 'e2e/scripts/check-docs.mjs']],
]

function run([name, [tool, ...args], remedy = '']) {
  const begun = performance.now()
  const [command, all] = tool === '--node' ? [process.execPath, args] : [`node_modules/.bin/${tool}`, args]
  return new Promise((done) => {
    const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('exit', (code) => {
      const ok = code === 0
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
      if (!ok) console.log(`${said.trim()}\n${remedy}`.trim())
      done(ok)
    })
  })
}

const results = await Promise.all(CHECKS.map(run))
process.exit(results.every(Boolean) ? 0 : 1)
