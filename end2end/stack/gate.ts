// A gate on the way to a server, as a company's proxy may be one: some requests do not get through, and what is open can
// be cut. Where there are several servers it gives each connection to the next one that answers.
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface Gate {
  port: number;
  /** Cuts what is open at this moment, both ways. */
  cut(): void;
  /** The next connection whose first line `fits` gets to the server, and its answer does not get back. */
  loseAnswer(fits: (request: string) => boolean): void;
  close(): void;
}

/** Passes connections on to `ports` of this machine in turn, unless `refuses` says no to a connection's first line. */
export async function openGate(ports: number[], refuses: (request: string) => boolean): Promise<Gate> {
  const open = new Set<Socket>();
  let turn = 0;
  const deaf: ((request: string) => boolean)[] = [];
  const gate = createServer((visitor) => {
    open.add(visitor);
    visitor.on('close', () => open.delete(visitor));
    visitor.on('error', () => visitor.destroy());
    visitor.once('data', (first) => {
      const [request = ''] = first.toString('latin1').split('\r\n');
      if (refuses(request)) {
        visitor.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
        return;
      }
      const lost = deaf.findIndex((fits) => fits(request));
      if (lost >= 0) deaf.splice(lost, 1);
      turn += 1;
      // What comes meanwhile waits until a server takes it.
      visitor.pause();
      const inTurn = ports.map((_, index) => ports[(turn + index) % ports.length]!);
      reach(inTurn, (server) => {
        if (!server) {
          visitor.destroy();
          return;
        }
        server.on('error', () => visitor.destroy());
        visitor.on('close', () => server.end());
        server.write(first);
        visitor.pipe(server);
        if (lost >= 0) server.once('data', () => visitor.destroy());
        else server.pipe(visitor);
      });
    });
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return {
    port: (gate.address() as AddressInfo).port,
    cut: () => open.forEach((visitor) => visitor.destroy()),
    loseAnswer: (fits) => void deaf.push(fits),
    close: () => void gate.close(),
  };
}

/** The first of the ports that takes a connection. */
function reach([port, ...others]: number[], then: (server: Socket | undefined) => void): void {
  if (port === undefined) {
    then(undefined);
    return;
  }
  const server = connect(port, '127.0.0.1');
  const passedOver = () => reach(others, then);
  server.once('error', passedOver);
  server.once('connect', () => {
    server.off('error', passedOver);
    then(server);
  });
}
