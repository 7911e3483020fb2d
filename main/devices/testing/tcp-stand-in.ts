import { createServer, type Server, type Socket } from 'node:net'
import { EscposMachine, type MachineHabits } from './escpos-machine'

/** An ESC/POS printer that listens in the network, as a real one does. */
export class TcpStandIn {
  readonly machine: EscposMachine
  private server: Server | null = null
  private readonly sockets = new Set<Socket>()
  /** Lines opened to it so far. */
  visits = 0
  port = 0

  constructor(habits: MachineHabits = { answers: 'all', clears: true }) {
    this.machine = new EscposMachine(habits)
  }

  /** Plugs it in, at the same port as before. */
  async plugIn(): Promise<this> {
    const server = createServer((socket) => {
      this.visits += 1
      this.sockets.add(socket)
      socket.on('data', (bytes) => {
        this.machine.answer = (reply) => socket.write(reply)
        this.machine.feed(bytes)
      })
      socket.on('error', () => socket.destroy())
      socket.on('close', () => this.sockets.delete(socket))
    })
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    const address = server.address()
    this.port = typeof address === 'object' && address !== null ? address.port : 0
    this.server = server
    return this
  }

  /** Pulls its plug: lines break, and nobody answers. */
  async unplug(): Promise<void> {
    for (const socket of this.sockets) socket.resetAndDestroy()
    const { server } = this
    this.server = null
    if (server !== null) await new Promise((resolve) => server.close(resolve))
  }
}
