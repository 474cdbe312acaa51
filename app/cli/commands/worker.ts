import { parseArgs } from 'node:util'
import { z } from 'zod'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { work } from '@/agent/worker'
import { closePool } from '@/lib/db/close-pool'
import { config, configure } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { heldCredentials } from '@/lib/kernel/held-credentials'
import { log } from '@/lib/kernel/log'
import { endWithParent } from '@/lib/kernel/parent'
import { findRunning } from '../running'
import type { CliCommand } from './command'

const Queues = z.array(z.enum(['detection', 'cases', 'execution'])).min(1)

export const workQueues: CliCommand = {
  async run(argv) {
    const { values } = parseArgs({
      args: argv,
      options: { queues: { type: 'string', default: 'detection,cases,execution' }, concurrency: { type: 'string', default: '4' } },
    })
    const queues = Queues.parse(values.queues.split(','))
    const database_url = config().database_url ?? findRunning()?.database_url
    if (database_url === undefined) throw new Fault('validation_failed', 'DATABASE_URL is not set: a worker needs the database that the web app uses')
    configure({ may_act: queues.includes('execution') })
    endWithParent(process.env['COUNTERSIGN_PARENT'])
    const worker = await work(database_url, queues, Number(values.concurrency))
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
