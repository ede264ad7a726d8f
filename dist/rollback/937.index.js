"use strict";
exports.id = 937;
exports.ids = [937];
exports.modules = {
  /***/
  4937: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        /* harmony export */
        checkDatabase: () => (
          /* binding */
          checkDatabase
        )
        /* harmony export */
      });
      var _lib_runner__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4331);
      const TIMEOUT = 1e4;
      async function checkDatabase(url) {
        const { default: pg } = await __webpack_require__.e(
          /* import() */
          849
        ).then(__webpack_require__.bind(__webpack_require__, 3849));
        const client = new pg.Client({
          connectionString: url,
          connectionTimeoutMillis: TIMEOUT,
          query_timeout: TIMEOUT,
          application_name: "sluice-rollback"
        });
        client.on("error", () => void 0);
        try {
          await client.connect();
          await client.query("SELECT 1");
        } catch (error) {
          throw new _lib_runner__WEBPACK_IMPORTED_MODULE_0__.yo(`The traffic is back, but the database of \`database-url\` does not answer (${codeOf(error)}).`, {
            remedy: "Look whether it runs, whether it takes connections from the runner, and whether the secret is still right."
          });
        } finally {
          await client.end().catch(() => void 0);
        }
      }
      function codeOf(error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : "";
        return /^[A-Z0-9_]{2,30}$/.test(code) ? code : "no code";
      }
    })
  )
};
;
