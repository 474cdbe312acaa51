import type { Secret } from '@/lib/kernel/secret'
import { askText } from '../http/ask-text'
import type { Message, MessagePort } from './port'

const SERVICE = 'The chat service'
// What a bar, an angle or an ampersand means there. Source: Slack, "Formatting text for app surfaces".
const plain = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const textOf = ({ title, lines, url }: Message): string => [`*${plain(title)}*`, ...lines.map(plain), `<${url}|Open Countersign>`].join('\n')

/** An incoming webhook as Slack has it, and Mattermost, Rocket.Chat and others do. Its address is a secret: whoever knows it may write to the channel. */
export function slackMessages(address: () => Promise<Secret>, timeout_ms: number): MessagePort {
  const post = async (text: string): Promise<void> =>
    void (await askText({ service: SERVICE, url: (await address()).reveal(), method: 'POST', body: { text }, timeout_ms, most_bytes: 64 * 1024 }))
  return {
    connector: 'slack',
    send: (message) => post(textOf(message)),
    async check() {
      await post('Countersign can write to this channel.')
      return 'a test line was taken'
    },
  }
}
