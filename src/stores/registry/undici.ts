/**
 * The parts of undici that the registry client stands on, each from its own file: all of undici is a browser's fetch, WebSockets,
 * mocks and caches as well, and takes a program a twentieth of a second to read.
 */
import api from 'undici/lib/api/index.js';
import buildConnector from 'undici/lib/core/connect.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';

Object.assign(Dispatcher.prototype, api); // as undici's own index does: `request` and its kin

export { Agent, buildConnector, ProxyAgent };
