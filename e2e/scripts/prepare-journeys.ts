// Builds what is stale and seeds a data folder for the journeys, with the processor time that the tests before them leave. Prints the folder.
import { setPriority } from 'node:os'
import { emptyHome, startApp } from '../app'

const POLITE = 10

setPriority(POLITE)
const home = emptyHome()
const app = await startApp(home, undefined, { has_own_group: false })
await app.signal('SIGTERM')
console.log(home)
