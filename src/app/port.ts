import { createServer } from 'node:net';

/** Says at once and plainly that somebody else holds the port, before a database is started for nothing. */
export function assertPortFree({ port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `端口 ${host}:${port} 已被占用，请停止占用它的程序或设置 PORT / port ${host}:${port} is taken: stop the other program or set PORT`
          : `无法监听 ${host}:${port} / cannot listen on ${host}:${port}: ${error.message}`;
      reject(new Error(reason));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
