import { Socket } from 'node:net'

/**
 * A connection that sends together what is written to it in one turn: the begin of a transaction with its statements, and its event with its commit. Each of
 * them alone would cost a system call here and wake the server up.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket()
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean // safe: all forms of `write` are passed on as they came
  let is_gathering = false
  const gathered = (...args: unknown[]): boolean => {
    if (!is_gathering) {
      is_gathering = true
      socket.cork()
      process.nextTick(() => {
        is_gathering = false
        socket.uncork()
      })
    }
    return write(...args)
  }
  return Object.assign(socket, { write: gathered })
}
