export const id = 244;
export const ids = [244];
export const modules = {

/***/ 6244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runServe: () => (/* binding */ runServe)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/** `serve DIR`: an OCI image layout as a registry, until it is stopped. */

async function runServe({ host, options, positionals, servers, signal, }) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(host.workingDirectory, positionals[0] ?? '.');
    const served = await servers.serveLayout({
        directory,
        listen: options.listen,
        writable: options.writable,
        signal,
    });
    host.log.info(`serving ${directory} at ${served.address}${options.writable ? ', pushes taken' : ', read-only'}; stop with Ctrl-C`);
    await new Promise((stopped) => {
        if (signal.aborted)
            stopped();
        signal.addEventListener('abort', () => stopped(), { once: true });
    });
    await served.close();
    return { report: null, exitCode: 0 };
}


/***/ })

};
