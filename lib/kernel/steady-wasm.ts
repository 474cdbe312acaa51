import { versions } from 'node:process'
import { setFlagsFromString } from 'node:v8'

// Node 20's compiler puts calls into WebAssembly inside the function that makes them, and ends the process ("unreachable code" in the deoptimizer) when that
// function has to be given up in the middle of such a call. Calls that stay calls cost nothing that can be measured. Later engines may not know the flag.
// Held by `agent/graph/gate-model.test.ts`, whose thousands of questions to Cedar found it.
if (Number(versions.node.split('.')[0]) <= 22) setFlagsFromString('--no-turbo-inline-js-wasm-calls')
