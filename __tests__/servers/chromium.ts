/** A real headless Chromium, driven over the DevTools protocol by the WebSocket that Node has: nothing is downloaded. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer, temporaryDirectory, waitUntil } from './processes.ts';
import { toolPath } from './tools.ts';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
];

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly isPhone?: boolean;
  readonly isDark?: boolean;
}

export interface Page {
  /** Opens a page and waits until it has loaded. */
  open(url: string, screen: Screen): Promise<void>;
  /** The value of an expression in the page, as JSON. */
  evaluate<T>(expression: string): Promise<T>;
  press(key: 'ArrowRight' | 'ArrowLeft' | 'Tab'): Promise<void>;
  click(x: number, y: number): Promise<void>;
  emulateMedia(media: 'print' | 'screen'): Promise<void>;
  /** Role and name of everything that assistive technology is told of. */
  accessibility(): Promise<readonly { readonly role: string; readonly name: string }[]>;
  /** PNG. */
  screenshot(): Promise<Buffer>;
  /** What the page logged, threw or was refused since it was opened. */
  complaints(): readonly string[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly entry?: { readonly text?: string }; readonly type?: string };
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

type Send = (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>;

/** One browser with one page; it ends with the test file. */
export async function startChromium(): Promise<Page> {
  const directory = temporaryDirectory('chromium');
  const files = { stdoutFile: join(directory, 'out'), stderrFile: join(directory, 'err') };
  const profile = join(directory, 'profile');
  startServer(toolPath('chromium'), [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], files);
  const portFile = join(profile, 'DevToolsActivePort');
  const port = await waitUntil('Chromium listening', () =>
    existsSync(portFile) ? (/^\d+(?=\n)/.exec(readFileSync(portFile, 'utf8'))?.[0] ?? null) : null,
  );
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    readonly type: string;
    readonly webSocketDebuggerUrl: string;
  }[];
  const target = targets.find(({ type }) => type === 'page');
  if (target === undefined) throw new Error('Chromium has no page');
  return await connect(target.webSocketDebuggerUrl);
}

async function connect(url: string): Promise<Page> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, (message: Message) => void>();
  const complaints: string[] = [];
  const loaded: (() => void)[] = [];
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else if (message.method === 'Page.loadEventFired') for (const tell of loaded.splice(0)) tell();
    else if (message.method === 'Log.entryAdded') complaints.push(message.params?.entry?.text ?? '');
    else if (isComplaint(message.method)) complaints.push(JSON.stringify(message.params));
  });
  let last = 0;
  const send: Send = async (method, params = {}) => {
    last += 1;
    const id = last;
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answer;
    waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  };
  for (const domain of ['Page', 'Runtime', 'Log', 'Accessibility']) await send(`${domain}.enable`);
  const whenLoaded = () => new Promise<void>((resolve) => loaded.push(resolve));
  return pageOf(send, { complaints, whenLoaded });
}

function isComplaint(method: string | undefined): boolean {
  return (
    method === 'Runtime.exceptionThrown' ||
    method === 'Runtime.consoleAPICalled' ||
    method === 'Page.javascriptDialogOpening'
  );
}

interface Heard {
  readonly complaints: string[];
  readonly whenLoaded: () => Promise<void>;
}

function pageOf(send: Send, { complaints, whenLoaded }: Heard): Page {
  return {
    open: async (url, { width, height, isPhone = false, isDark = false }) => {
      await send('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: isPhone,
      });
      const value = isDark ? 'dark' : 'light';
      await send('Emulation.setEmulatedMedia', {
        media: 'screen',
        features: [{ name: 'prefers-color-scheme', value }],
      });
      // Away from the last page first: a fragment alone would load nothing.
      for (const next of ['about:blank', url]) {
        complaints.length = 0;
        const isThere = whenLoaded();
        await send('Page.navigate', { url: next });
        await isThere;
      }
    },
    evaluate: async <T>(expression: string) => {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { readonly value: T }).value;
    },
    press: async (key) => {
      for (const type of ['rawKeyDown', 'keyUp'])
        await send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: KEY_CODES[key] });
    },
    click: async (x, y) => {
      for (const type of ['mousePressed', 'mouseReleased'])
        await send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    },
    emulateMedia: async (media) => {
      await send('Emulation.setEmulatedMedia', { media });
    },
    accessibility: async () => {
      const { nodes } = await send('Accessibility.getFullAXTree');
      return (nodes as readonly AccessibleNode[])
        .filter(({ ignored }) => !ignored)
        .map(({ role, name }) => ({ role: role?.value ?? '', name: name?.value ?? '' }));
    },
    screenshot: async () => Buffer.from(String((await send('Page.captureScreenshot')).data), 'base64'),
    complaints: () => [...complaints],
  };
}

const KEY_CODES = { Tab: 9, ArrowLeft: 37, ArrowRight: 39 } as const;

interface AccessibleNode {
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
}
