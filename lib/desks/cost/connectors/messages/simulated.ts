import type { Message, MessagePort } from './port'

/** A channel that nobody reads but `told`: what the demonstration has, so that it writes to nobody outside. */
export const simulatedMessages = (told: (message: Message) => void = () => {}): MessagePort => ({
  connector: 'simulated-messages',
  send: async (message) => told(message),
  check: async () => 'the simulated channel of the demonstration',
})
