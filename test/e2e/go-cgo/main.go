// Command shop adds numbers in C.
package main

/*
static int sum(int a, int b) { return a + b; }
*/
import "C"

import (
	"fmt"
	"log"
	"net/http"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, C.sum(40, 2))
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
