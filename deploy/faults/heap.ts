/** What a process holds after a collection, by its inspector: growth that is garbage is no growth. */

interface Reply {
  readonly id?: number
  readonly result?: { readonly result?: { readonly value?: unknown } }
}

const bytesPerMb = 1024 * 1024

/** Megabytes in use after a collection; `port`: the inspector's, on loopback. */
export async function heapAfterCollection(port: number): Promise<number> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    webSocketDebuggerUrl: string
  }[]
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  await new Promise((done, fail) => {
    socket.onopen = done
    socket.onerror = () => fail(new Error('The inspector does not answer.'))
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  socket.onmessage = ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  }
  const call = (method: string, params: Record<string, unknown> = {}): Promise<Reply> =>
    new Promise((done) => {
      const id = waiting.size + 1
      waiting.set(id, done)
      socket.send(JSON.stringify({ id, method, params }))
    })
  await call('HeapProfiler.enable')
  for (let round = 0; round < 2; round += 1) await call('HeapProfiler.collectGarbage')
  const { result } = await call('Runtime.evaluate', { expression: 'process.memoryUsage().heapUsed' })
  socket.close()
  return Number(result?.result?.value) / bytesPerMb
}
