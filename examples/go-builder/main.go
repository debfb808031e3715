// Command goapp says hello and tells the time of a place.
package main

import (
	"cmp"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", hello)
	mux.HandleFunc("GET /time", timeAt)

	address := ":" + cmp.Or(os.Getenv("PORT"), "8080")
	log.Printf("goapp listens on %s", address)
	log.Fatal(http.ListenAndServe(address, mux))
}

func hello(w http.ResponseWriter, _ *http.Request) {
	answer(w, map[string]string{"hello": "world"})
}

// timeAt answers GET /time?zone=Europe/Berlin.
func timeAt(w http.ResponseWriter, r *http.Request) {
	place, err := time.LoadLocation(r.URL.Query().Get("zone"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answer(w, map[string]string{"time": time.Now().In(place).Format(time.RFC3339)})
}

func answer(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}
