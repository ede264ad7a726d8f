"use strict";
exports.id = 69;
exports.ids = [69];
exports.modules = {
  /***/
  53069: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        /* harmony export */
        y: () => (
          /* binding */
          v1beta4
        )
        /* harmony export */
      });
      const v1beta4 = {};
    })
  )
};
;
