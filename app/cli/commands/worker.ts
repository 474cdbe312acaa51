import { parseArgs } from 'node:util'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { work } from '@/agent/worker'
import { closePool } from '@/lib/db/close-pool'
import { config, configure } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { heldCredentials } from '@/lib/kernel/held-credentials'
import { log } from '@/lib/kernel/log'
import { endWithParent } from '@/lib/kernel/parent'
import { findRunning } from '../running'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const QUEUES = ['detection', 'cases', 'execution'] as const

/** Works on the jobs of some queues, or of all, until it is stopped: beside the app that runs here, or against DATABASE_URL. */
export const workQueues: CliCommand = {
  async run(argv) {
    const { values } = parseArgs({
      args: argv,
      options: { queues: { type: 'string', default: QUEUES.join() }, concurrency: { type: 'string', default: '4' } },
    })
    const queues = values.queues.split(',').map(queueNamed)
    const concurrency = Number(values.concurrency)
    if (!Number.isInteger(concurrency) || concurrency < 1)
      throw new WrongCall(`--concurrency is "${values.concurrency}": give how many jobs run at once, a whole number from 1`)
    const database_url = config().database_url ?? findRunning()?.database_url
    if (database_url === undefined) throw new Fault('validation_failed', 'DATABASE_URL is not set: a worker needs the database that the web app uses')
    configure({ database_url, may_act: queues.includes('execution') })
    endWithParent(process.env['COUNTERSIGN_PARENT'])
    const worker = await work(database_url, queues, concurrency)
    log.info('worker started', { queues: values.queues, pid: process.pid, ...heldCredentials(process.env, config()) })
    await new Promise<void>((done) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done())
    })
    await worker.stop()
    await closeCheckpoints()
    await closePool()
    return 0
  },
}

function queueNamed(name: string): (typeof QUEUES)[number] {
  const queue = QUEUES.find((known) => known === name)
  if (queue === undefined) throw new WrongCall(`--queues names "${name}": there are ${QUEUES.join(', ')}`)
  return queue
}
